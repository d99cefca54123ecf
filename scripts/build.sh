#!/usr/bin/env bash
# Builds server and site, unless nothing changed since the last time.
#   build.sh run    quick to compile: the first start should not take an evening
#   build.sh full   as fast as it gets: for the bench and for real use
# SOIREE_BUILD_FEATURES=heic builds with libheif 1.19 or newer, which must be installed, so that HEIC photos are read.
. "$(dirname "$0")/lib.sh"

kind=${1:-run}
case $kind in
  run)
    minutes=15
    export CARGO_PROFILE_RELEASE_OPT_LEVEL=${SOIREE_RUN_OPT_LEVEL:-0} CARGO_PROFILE_RELEASE_DEBUG=false
    export CARGO_PROFILE_WASM_RELEASE_LTO=off CARGO_PROFILE_WASM_RELEASE_CODEGEN_UNITS=16
    ;;
  full)
    minutes=30
    export CARGO_PROFILE_RELEASE_LTO=thin
    ;;
  *) die "build.sh knows 'run' and 'full', not '$kind'." ;;
esac

# The mark lies inside the site, because every build of the site makes that folder anew. It names the server too: another
# clone may have built one to the same place.
mark=$SITE/.built
built() {
  echo "$kind $TARGET_DIR ${SOIREE_BUILD_FEATURES:-} $(cksum <"$TARGET_DIR/release/soiree" 2>/dev/null)"
}
features=()
[ -z "${SOIREE_BUILD_FEATURES:-}" ] || features=(--features "$SOIREE_BUILD_FEATURES")
unchanged() {
  [ -x "$TARGET_DIR/release/soiree" ] && [ "$(cat "$mark" 2>/dev/null)" = "$(built)" ] &&
    [ -z "$(find app frontend imaging server migration style public vendor Cargo.toml Cargo.lock -newer "$mark" -print -quit)" ]
}

if unchanged; then exit 0; fi

begun=$(mktemp)
site=
trap 'rm -f "$begun"; [ -z "$site" ] || kill -- "-$site" 2>/dev/null || true' EXIT
if [ "$(uname -m)" = x86_64 ] && ! have nasm; then
  say 'Photos are made smaller twice as fast by a program built where nasm is installed (Debian: apt-get install nasm).'
fi
say "Building Soirée ($kind; from nothing about $minutes minutes on two cores, later much less) …"
# Beside each other, for each ends with a crate that keeps one core busy alone; a group of its own, so that it ends with this.
set -m
CARGO_TERM_QUIET=true scripts/site.sh &
site=$!
set +m
cargo build --release -p server --bin soiree --locked "${features[@]}"
wait "$site"
site= # its number may be another's by now
built >"$mark"
touch -r "$begun" "$mark"
