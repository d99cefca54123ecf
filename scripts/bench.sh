#!/usr/bin/env bash
# Requests per second, latency, CPU and memory of the important pages and of a short and a long board; then what many
# open streams cost. The server has core 0 to itself; the load and PostgreSQL share core 1.
# Then searches among many photos, and fails where that is slow; and what a page costs while many photos come in.
# Prints a table, writes target/bench/pages.json, board.json, search.json, streams.json and uploads.json.
#   BENCH_SECONDS (8) per page · BENCH_CONNECTIONS (32) · BENCH_WHOLE (100000) requests read to their end
#   BENCH_DATABASES ("sqlite postgres"; streams on the first) · BENCH_CONSTANT (/healthz): a page with no work in it
#   BENCH_PHOTOS (100000) in albums · BENCH_SEARCH_P95 (50): the slowest p95 of searching, in ms
#   BENCH_UPLOADS (1000) photos that come in at once: scripts/bench/uploads.sh, which runs alone too
#   BENCH_POSTS (10000) on the long board · BENCH_STREAMS (2000), opened within BENCH_STREAMS_SECONDS (60)
. "$(dirname "$0")/lib.sh"
. scripts/bench/lib.sh

two_cores

export BENCH_SECONDS=${BENCH_SECONDS:-8} BENCH_CONNECTIONS=${BENCH_CONNECTIONS:-32}
export BENCH_WHOLE=${BENCH_WHOLE:-100000} BENCH_CONSTANT=${BENCH_CONSTANT:-/healthz} BENCH_POSTS=${BENCH_POSTS:-10000}
export BENCH_PHOTOS=${BENCH_PHOTOS:-100000} BENCH_SEARCH_P95=${BENCH_SEARCH_P95:-50}
export BENCH_STREAMS=${BENCH_STREAMS:-2000} BENCH_STREAMS_SECONDS=${BENCH_STREAMS_SECONDS:-60}
export BENCH_DIR=$ROOT/target/bench

# Every stream is an open file of the server and another one of the load.
files=$((BENCH_STREAMS + BENCH_CONNECTIONS + 500)) allowed=$(ulimit -n)
if [ "$allowed" != unlimited ] && [ "$allowed" -lt "$files" ]; then
  ulimit -n "$files" 2>/dev/null ||
    die "$BENCH_STREAMS streams need $files open files, and only $allowed are allowed. Raise the limit" \
      '(nofile in /etc/security/limits.conf), or set BENCH_STREAMS lower.'
fi

scripts/tools.sh
scripts/build.sh full

rm -rf "$BENCH_DIR"
mkdir -p "$BENCH_DIR"

for database in "${databases[@]}"; do
  say "Bench on $database"
  measured "$database" 'demo --json' scripts/bench/pages.sh
  measured "$database" 'demo --json --posts 20' scripts/bench/board.sh board_small
  measured "$database" "demo --json --posts $BENCH_POSTS" scripts/bench/board.sh board_large
  measured "$database" "demo --json --photos $BENCH_PHOTOS" scripts/bench/search.sh
done
node scripts/bench/report.mjs "$BENCH_DIR"

say "Bench of open streams on ${databases[0]}"
# Streams of one address are counted; each request of the bench tells from which address it pretends to come.
SOIREE_TRUSTED_PROXIES=1 measured "${databases[0]}" 'demo --json' scripts/bench/streams.sh

measured_uploads
