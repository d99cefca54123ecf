#!/usr/bin/env bash
# search.sh: measures searching among BENCH_PHOTOS photos, one request after the other: words and filters of every
# frequency, in one party and over all, as a user and as a guest by link. Fails where the p95 is over BENCH_SEARCH_P95 ms.
. "$(dirname "$0")/measure.sh"

# What autovacuum does within its first minutes.
if [ "$BENCH_DATABASE" = postgres ] && have psql; then
  psql -q "$SOIREE_E2E_DATABASE_URL" -c 'VACUUM (ANALYZE)' || say 'PostgreSQL has no statistics yet.'
fi

node scripts/bench/search.mjs "$SOIREE_E2E_URL" "$visit" "$BENCH_DIR"
