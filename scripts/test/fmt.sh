#!/usr/bin/env bash
# The sources are formatted as rustfmt does it.
. "$(dirname "$0")/../lib.sh"

scripts/tools.sh lint
cargo fmt --all --check
