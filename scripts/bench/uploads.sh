#!/usr/bin/env bash
# The party's page while ten guests add a thousand photos at once: its p99 before and meanwhile, what becomes of the photos,
# and the server's memory. Fails where the page gets more than three times as slow, a photo is not there once and ready, or
# memory grows (scripts/bench/uploads/verdict.mjs). Adds to target/bench/uploads.json.
#   BENCH_UPLOADS (1000) photos; with 2 MB each they take 3 GB of disk below TMPDIR
#   BENCH_UPLOADS_SECONDS (20) in which the page is measured before
#   PHOTOS (../shared/photos) folder with JPEGs; without it the drawings of the demo are sent
#   BENCH_DATABASES ("sqlite postgres"), where it runs alone; `make bench` gives it a server
#
# The server is held to core 0, where it takes itself for a machine with one core: one thread for pages and files that come
# in, one worker that prepares photos, and both want the same core. On a machine with more cores there are more of both in
# the same proportion, so this is what pages meet there while all workers are busy. wrk, whose clock tells the verdict, the
# guests and PostgreSQL have core 1: on the server's core, photos would hold up the clock too. The guests give way to wrk. It
# asks from four connections with pauses, for on a server that is asked without pause latency is that of the queue.
. "$(dirname "$0")/../lib.sh"

export BENCH_UPLOADS=${BENCH_UPLOADS:-1000} BENCH_UPLOADS_SECONDS=${BENCH_UPLOADS_SECONDS:-20}
export PHOTOS=${PHOTOS:-$ROOT/../shared/photos} BENCH_DIR=$ROOT/target/bench

if [ -z "${SOIREE_E2E_URL:-}" ]; then
  . scripts/bench/lib.sh
  two_cores
  scripts/tools.sh
  scripts/build.sh full
  mkdir -p "$BENCH_DIR"
  rm -f "$BENCH_DIR/uploads.json"
  measured_uploads
  exit
fi

prepared_photos
visit=$BENCH_DIR/visit-uploads.json
node scripts/bench/visit.mjs "$SOIREE_E2E_URL" "$SOIREE_DATA/prepared" >"$visit"
# shellcheck disable=SC2153 # with-server.sh names it
exec node scripts/bench/uploads/run.mjs "$SOIREE_E2E_URL" "$visit" "$SOIREE_E2E_PID" "$BENCH_DIR"
