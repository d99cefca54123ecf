#!/usr/bin/env bash
# Each page on a small site and on a big one: p50 and p99 of both, and how much slower the big one is. No page may be more
# than half again as slow. Prints a table and writes target/bench/growth.json.
#   GROWTH_PEOPLE (100000) of the big site, with parties, guests, posts and pictures to match
#   GROWTH_REQUESTS (400) of each page · BENCH_DATABASES ("sqlite postgres")
. "$(dirname "$0")/lib.sh"

export GROWTH_PEOPLE=${GROWTH_PEOPLE:-100000} GROWTH_REQUESTS=${GROWTH_REQUESTS:-400} BENCH_DIR=$ROOT/target/bench
read -ra databases <<<"${BENCH_DATABASES:-sqlite postgres}"

scripts/tools.sh
scripts/build.sh full
mkdir -p "$BENCH_DIR"
rm -f "$BENCH_DIR"/growth*.json

# measured DATABASE SIZE PREPARE
measured() {
  export BENCH_DATABASE=$1 SOIREE_E2E_PREPARE=$3
  local server=(scripts/with-server.sh "$TARGET_DIR/release/soiree" scripts/growth/pages.sh "$2")
  case $BENCH_DATABASE in
    sqlite) "${server[@]}" ;;
    postgres) SOIREE_TEST_POSTGRES_URL='' SOIREE_TEST_DATABASES=postgres SOIREE_TEST_DURABLE=on \
      scripts/databases.sh scripts/bench/on-postgres.sh "${server[@]}" ;;
    *) die "BENCH_DATABASES knows sqlite and postgres, not '$BENCH_DATABASE'." ;;
  esac
}

for database in "${databases[@]}"; do
  say "A small site on $database"
  measured "$database" small 'demo --json'
  say "A big site on $database (it takes minutes to fill)"
  measured "$database" big "demo --json --big $GROWTH_PEOPLE"
done
node scripts/growth/report.mjs "$BENCH_DIR"
