#!/usr/bin/env bash
# Everything that runs in the browser compiles for it and lints clean.
. "$(dirname "$0")/../lib.sh"

scripts/tools.sh lint
cargo clippy -p frontend --target wasm32-unknown-unknown --locked -- -D warnings
