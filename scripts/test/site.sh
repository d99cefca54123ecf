#!/usr/bin/env bash
# The real site, so that tests of weight and of the browser see what visitors will get.
. "$(dirname "$0")/../lib.sh"

scripts/tools.sh
exec scripts/site.sh
