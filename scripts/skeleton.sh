#!/usr/bin/env bash
# Stands in for the sources where only the manifests are there: what is compiled then is every dependency, and a later
# build with the sources compiles nothing but these. For images, whose layers keep it.
. "$(dirname "$0")/lib.sh"

[ ! -e app/src/lib.rs ] || die 'The sources are there; they stay.'
mkdir -p app/src frontend/src imaging/src migration/src server/src style public
touch app/src/lib.rs imaging/src/lib.rs migration/src/lib.rs server/src/lib.rs style/main.css
echo 'fn main() {}' >server/src/main.rs
echo '#[wasm_bindgen::prelude::wasm_bindgen] pub fn hydrate() {}' >frontend/src/lib.rs
scripts/build.sh full
# Older than every source that comes, or cargo would take these for the newest.
find app frontend imaging migration server -name '*.rs' -exec touch -d 2000-01-01 {} +
rm -f "$SITE/.built"
