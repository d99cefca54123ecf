#!/usr/bin/env bash
# Runs the command on the PostgreSQL that databases.sh started.
. "$(dirname "$0")/../lib.sh"

if [ -z "${SOIREE_TEST_POSTGRES_URL:-}" ]; then exit 0; fi # databases.sh has already said why
export SOIREE_E2E_DATABASE_URL=$SOIREE_TEST_POSTGRES_URL
exec "$@"
