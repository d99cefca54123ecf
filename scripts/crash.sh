#!/usr/bin/env bash
# Kills the server at random moments while people write and upload, starts it again, and looks whether everything that was
# acknowledged is there, once, and nothing else is. On SQLite with pictures in a folder, and on PostgreSQL with S3.
# Writes target/crash/latest.json.
#   SEED (1) · ROUNDS (1000), shared by the databases · CRASH_DATABASES ("sqlite postgres")
#   CRASH_SERVER: a server that is built already
. "$(dirname "$0")/lib.sh"

databases=" ${CRASH_DATABASES:-sqlite postgres} "
missing=()
if [[ $databases == *' sqlite '* ]] && ! have sqlite3; then missing+=(sqlite3); fi
if [[ $databases == *' postgres '* ]] && { ! have psql || [ -z "$(postgres_bin)" ]; }; then missing+=(postgresql); fi
packages "${missing[@]}"
scripts/tools.sh s3
if [ -z "${CRASH_SERVER:-}" ]; then
  scripts/tools.sh
  scripts/build.sh full
fi

mkdir -p target/crash
export CRASH_SERVER=${CRASH_SERVER:-$TARGET_DIR/release/soiree}
exec node scripts/crash/main.mjs "$ROOT/target/crash/latest.json"
