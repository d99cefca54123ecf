#!/usr/bin/env bash
# The real site (optimised wasm, hashed and compressed files), so that tests of weight and of
# the browser see what visitors will get.
. "$(dirname "$0")/../lib.sh"

scripts/tools.sh
cargo leptos build --release --precompress --frontend-only --cargo-locked
