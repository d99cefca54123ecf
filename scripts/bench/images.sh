#!/usr/bin/env bash
# What becomes of a photo, here and with sharp: CPU, memory, bytes and quality, one thread, each photo of a folder, a
# 48-megapixel one and a progressive one. Prints a table and whether each aim is reached, writes target/bench/images.json;
# fails where an aim is missed (scripts/bench/images/verdict.mjs).
#   PHOTOS (../shared/photos) folder with JPEGs · BENCH_RUNS (7) of which the median counts
. "$(dirname "$0")/../lib.sh"

PHOTOS=${PHOTOS:-$ROOT/../shared/photos}
have node && have npm || die 'The bench needs Node.js with npm (Debian: apt-get install nodejs npm).'
[ "$(uname -m)" != x86_64 ] || have nasm || die 'Without nasm the JPEG library has no SIMD (Debian: apt-get install nasm).'
[ -d "$PHOTOS" ] || die "There is no folder $PHOTOS: name one with photos in PHOTOS=…"

cargo build --release --locked -p imaging --example images
(cd scripts/bench/images && npm ci --silent --no-audit --no-fund)
mkdir -p target/bench

one_core=()
if have taskset; then one_core=(taskset -c 0); fi
UV_THREADPOOL_SIZE=1 VIPS_CONCURRENCY=1 "${one_core[@]}" node scripts/bench/images/run.mjs \
  "$TARGET_DIR/release/examples/images" "$PHOTOS" "$ROOT/target/bench" "${BENCH_RUNS:-7}"
