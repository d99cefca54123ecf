#!/usr/bin/env bash
# Serves on http://127.0.0.1:3000 and rebuilds and reloads at every change.
. "$(dirname "$0")/lib.sh"

scripts/tools.sh dev
load_dotenv
say 'Building for development (the first time takes minutes) …'
cargo leptos build
"$TARGET_DIR/debug/soiree" migrate up
exec cargo leptos watch -- serve
