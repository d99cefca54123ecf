#!/usr/bin/env bash
# Measures one running server while BENCH_STREAMS pages stand open and listen.
. "$(dirname "$0")/../lib.sh"

prepared_photos
visit=$BENCH_DIR/visit-streams.json
node scripts/bench/visit.mjs "$SOIREE_E2E_URL" "$SOIREE_DATA/prepared" >"$visit"
node scripts/bench/streams.mjs "$SOIREE_E2E_URL" "$visit" "$SOIREE_E2E_PID" "$BENCH_DIR"
