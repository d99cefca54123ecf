#!/usr/bin/env bash
# From a fresh checkout to a page in the browser.
. "$(dirname "$0")/lib.sh"

scripts/tools.sh
scripts/build.sh run
load_dotenv
"$TARGET_DIR/release/soiree" migrate up
say "Serving on ${SOIREE_BASE_URL:-http://127.0.0.1:3000} with its data in ${SOIREE_DATA:-./data}; Ctrl-C stops it."
exec "$TARGET_DIR/release/soiree" serve
