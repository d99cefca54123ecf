#!/usr/bin/env bash
# Fills the database that `make run` uses; options go to `soiree demo`.
. "$(dirname "$0")/lib.sh"

scripts/tools.sh
scripts/build.sh run
load_dotenv
"$TARGET_DIR/release/soiree" migrate up
exec "$TARGET_DIR/release/soiree" demo "$@"
