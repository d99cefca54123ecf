#!/usr/bin/env bash
# Every crate that we ship may be shipped. Works offline once the crates are fetched.
. "$(dirname "$0")/../lib.sh"

node scripts/test/licences.mjs --self-test

host=$(rustc -vV | sed -n 's/^host: //p')
for target in "$host" wasm32-unknown-unknown; do
  crates() { cargo metadata --format-version 1 --locked --offline --filter-platform "$target"; }
  if ! crates >/dev/null 2>&1; then
    say "Fetching the sources of the crates for $target …"
    cargo fetch --locked --target "$target"
  fi
  crates | node scripts/test/licences.mjs "$target"
done
