#!/usr/bin/env bash
# The browser's part as visitors get it: small wasm, one stylesheet, names that tell the content, compressed.
# The same steps as cargo-leptos takes, which is needed for development alone: building that tool takes longer
# than building the server.
. "$(dirname "$0")/lib.sh"

made=$TARGET_DIR/site.new
wasm=$TARGET_DIR/wasm32-unknown-unknown/wasm-release/frontend.wasm

cargo build --profile wasm-release -p frontend --lib --target wasm32-unknown-unknown --locked
rm -rf "$made"
mkdir -p "$made/pkg"
cp -R public/. "$made"
cargo run --profile tool -p bindgen --locked -- "$wasm" "$made/pkg"
node scripts/shrink.mjs "$made/pkg"
esbuild style/main.css --bundle --minify --target=chrome119,firefox119,safari17 --outfile="$made/pkg/soiree.css" --log-level=warning
node scripts/site.mjs "$made"
mkdir -p "$(dirname "$SITE")"
rm -rf "$SITE"
mv "$made" "$SITE"
