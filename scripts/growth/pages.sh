#!/usr/bin/env bash
# pages.sh SIZE: measures the pages of one running server (with-server.sh gives its address).
. "$(dirname "$0")/../lib.sh"

prepared_photos
"$SOIREE_E2E_SERVER" user admin marlene >/dev/null
visit=$BENCH_DIR/growth-visit.json
node scripts/bench/visit.mjs "$SOIREE_E2E_URL" "$SOIREE_DATA/prepared" >"$visit"
exec node scripts/growth/pages.mjs "$SOIREE_E2E_URL" "$visit" "$BENCH_DIR/growth-$BENCH_DATABASE-$1.json"
