#!/usr/bin/env bash
# Everything that runs on the server, tests included, and what the build needs. The frontend is not part of this:
# one build cannot have both `ssr` and `hydrate`.
. "$(dirname "$0")/../lib.sh"

scripts/tools.sh lint
cargo clippy "${SERVER_SIDE[@]}" --all-targets -- -D warnings
cargo clippy -p bindgen --locked --all-targets -- -D warnings
