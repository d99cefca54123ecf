#!/usr/bin/env bash
# Each page on a small site and on a big one: p50 and p99 of both, and how much slower the big one is. No page may be more
# than half again as slow, at neither of them. Prints a table and writes target/bench/growth.json.
#   GROWTH_PEOPLE (100000) of the big site, with parties, guests, posts and pictures to match
#   GROWTH_REQUESTS (400) of each page · BENCH_DATABASES ("sqlite postgres")
. "$(dirname "$0")/lib.sh"
. scripts/bench/lib.sh

export GROWTH_PEOPLE=${GROWTH_PEOPLE:-100000} GROWTH_REQUESTS=${GROWTH_REQUESTS:-400} BENCH_DIR=$ROOT/target/bench

scripts/tools.sh
scripts/build.sh full
mkdir -p "$BENCH_DIR"
rm -f "$BENCH_DIR"/growth*.json

for database in "${databases[@]}"; do
  say "A small site on $database"
  measured "$database" 'demo --json' scripts/growth/pages.sh small
  say "A big site on $database (it takes minutes to fill)"
  measured "$database" "demo --json --big $GROWTH_PEOPLE" scripts/growth/pages.sh big
done
node scripts/growth/report.mjs "$BENCH_DIR"
