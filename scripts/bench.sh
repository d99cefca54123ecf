#!/usr/bin/env bash
# Requests per second, latency, CPU and memory of the important pages. The server has core 0 to
# itself; the load and PostgreSQL share core 1. Prints a table, writes target/bench/pages.json.
#   BENCH_SECONDS (8) per page · BENCH_CONNECTIONS (32) · BENCH_WHOLE (100000) requests read to their end
#   BENCH_DATABASES ("sqlite postgres") · BENCH_CONSTANT (/healthz): a page with no work in it
. "$(dirname "$0")/lib.sh"

have wrk || die 'The bench needs wrk: install it (Debian: apt-get install wrk) and try again.'
have taskset || die 'The bench needs taskset (Debian: apt-get install util-linux).'
[ "$(nproc)" -ge 2 ] || die 'The bench needs two cores, one for the server and one for the load.'

scripts/tools.sh
scripts/build.sh full

export BENCH_SECONDS=${BENCH_SECONDS:-8} BENCH_CONNECTIONS=${BENCH_CONNECTIONS:-32}
export BENCH_WHOLE=${BENCH_WHOLE:-100000} BENCH_CONSTANT=${BENCH_CONSTANT:-/healthz}
export BENCH_DIR=$ROOT/target/bench SOIREE_E2E_PIN=0
rm -rf "$BENCH_DIR"
mkdir -p "$BENCH_DIR"

for database in ${BENCH_DATABASES:-sqlite postgres}; do
  say "Bench on $database"
  export BENCH_DATABASE=$database
  server=(scripts/with-server.sh "$TARGET_DIR/release/soiree" taskset -c 1 scripts/bench/pages.sh)
  export SOIREE_E2E_PREPARE='demo --json'
  case $database in
    sqlite) "${server[@]}" ;;
    postgres) SOIREE_TEST_DATABASES=postgres SOIREE_TEST_DURABLE=on taskset -c 1 scripts/databases.sh scripts/bench/on-postgres.sh "${server[@]}" ;;
    *) die "BENCH_DATABASES knows sqlite and postgres, not '$database'." ;;
  esac
done

node scripts/bench/report.mjs "$BENCH_DIR"
