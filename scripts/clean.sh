#!/usr/bin/env bash
# Removes what was built; ./data and the installed tools stay.
. "$(dirname "$0")/lib.sh"

cargo clean
rm -rf "$ROOT/target" end2end/node_modules end2end/test-results end2end/playwright-report
say "Gone. The tools are still in $TOOLS; your parties are still in ./data."
