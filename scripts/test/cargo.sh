#!/usr/bin/env bash
# Unit and route tests. Tests that need a server live in modules `postgres::`, `mariadb::`, `s3::`.
. "$(dirname "$0")/../lib.sh"

if [ "${1:-}" != inside ]; then
  # Compile before the servers start, so that they do not wait for it.
  cargo test "${SERVER_SIDE[@]}" --no-run
  exec scripts/databases.sh scripts/s3.sh "$0" inside
fi

skip=()
[ -n "${SOIREE_TEST_POSTGRES_URL:-}" ] || skip+=(--skip postgres::)
[ -n "${SOIREE_TEST_MARIADB_URL:-}" ] || skip+=(--skip mariadb::)
[ -n "${SOIREE_TEST_S3_ENDPOINT:-}" ] || skip+=(--skip s3::)

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
cargo test "${SERVER_SIDE[@]}" --no-fail-fast -- "${skip[@]}" 2>&1 | tee "$log" || status=$?

# test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; …
awk '/^test result:/ { p += $4; f += $6; s += $8 + $12 } END { print p + 0, f + 0, s + 0 }' "$log" >>"$SOIREE_COUNTS"
exit "$status"
