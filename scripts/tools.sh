#!/usr/bin/env bash
# Installs what the build needs and is not there yet. Nothing outside of $SOIREE_TOOLS
# (default ~/.cache/soiree/tools) is touched, except that rustup gets the wasm target.
. "$(dirname "$0")/lib.sh"

CARGO_LEPTOS=0.3.10 # the newest whose lock file builds with Rust 1.95
BINARYEN=132.0.0
ESBUILD=0.28.2
S3S_FS=0.14.1

# cargo_tool CRATE VERSION MINUTES [cargo install options…]
cargo_tool() {
  local crate=$1 version=$2 minutes=$3
  shift 3
  say "Installing $crate $version into $TOOLS (about $minutes minutes on two cores) …"
  local install=(cargo install "$crate" --version "$version" "$@" --force --root "$TOOLS" --target-dir "$TOOLS/build")
  [ -t 2 ] || install+=(--quiet)
  # These tools run for seconds: a quick build is worth more than the fastest binary.
  export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1
  export CARGO_PROFILE_RELEASE_DEBUG=false CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback RUSTFLAGS=''
  if ! "${install[@]}" --locked; then
    # A registry may lack a version of the crate's own lock file, for example one that was withdrawn.
    say "Once more, with other versions of what $crate is made of …"
    "${install[@]}" || die "Could not install $crate $version; the lines above say why."
  fi
  rm -rf "$TOOLS/build"
}

is_version() { # COMMAND… VERSION: does what the command prints hold exactly this version?
  local version=${*: -1}
  "${@:1:$#-1}" 2>/dev/null | grep -qwF -- "$version"
}

prerequisites() {
  have cargo || die 'Rust is missing: install it from https://rustup.rs and try again.'
  have cc || die 'A C compiler is missing: install one (Debian: apt-get install build-essential) and try again.'
  if ! have node || ! have npm; then
    die 'Node.js with npm is missing: install it (Debian: apt-get install nodejs npm) and try again.'
  fi
}

wasm_target() {
  [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] || return 0
  have rustup || die "This Rust has no wasm32-unknown-unknown target and no rustup to add it; install Rust from https://rustup.rs."
  say 'Adding the wasm32-unknown-unknown target to Rust (seconds) …'
  rustup target add wasm32-unknown-unknown
}

lints() {
  if cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1; then return 0; fi
  have rustup || die 'This Rust has no clippy or rustfmt and no rustup to add them; install Rust from https://rustup.rs.'
  say 'Adding clippy and rustfmt to Rust (seconds) …'
  rustup component add clippy rustfmt
}

cargo_leptos() {
  ! is_version cargo-leptos --version "$CARGO_LEPTOS" || return 0
  # The system's OpenSSL saves a minute of compiling one, which needs Perl with its modules.
  if have pkg-config && pkg-config --exists openssl; then
    export OPENSSL_NO_VENDOR=1
  elif ! perl -MFindBin -MIPC::Cmd -e 1 2>/dev/null; then
    die 'Perl is missing, and building cargo-leptos needs it (Debian: apt-get install perl).'
  fi
  # no_downloads: it takes wasm-bindgen and wasm-opt from PATH or says that they are missing.
  cargo_tool cargo-leptos "$CARGO_LEPTOS" 8 --features no_downloads
}

wasm_bindgen() {
  local version
  version=$(locked_version wasm-bindgen)
  [ -n "$version" ] || die 'Cargo.lock holds no wasm-bindgen: is this the root of the project?'
  ! is_version wasm-bindgen --version "$version" || return 0
  cargo_tool wasm-bindgen-cli "$version" 2 --bin wasm-bindgen
}

npm_tool() { # PACKAGE VERSION COMMAND
  npm install --silent --no-audit --no-fund --prefix "$TOOLS/npm" "$1@$2"
  ln -sf "../npm/node_modules/$1/bin/$3" "$TOOLS/bin/$3"
}

esbuild() {
  ! is_version command esbuild --version "$ESBUILD" || return 0
  say "Installing esbuild $ESBUILD (npm package, 10 MB, seconds) …"
  npm_tool esbuild "$ESBUILD" esbuild
}

wasm_opt() {
  ! is_version wasm-opt --version "${BINARYEN%%.*}" || return 0
  say "Installing wasm-opt (npm package binaryen $BINARYEN, 100 MB, seconds) …"
  npm_tool binaryen "$BINARYEN" wasm-opt
  is_version wasm-opt --version "${BINARYEN%%.*}" ||
    die "wasm-opt does not run with node $(node --version); a newer Node.js helps."
}

s3_server() {
  ! is_version s3s-fs --version "$S3S_FS" || return 0
  cargo_tool s3s-fs "$S3S_FS" 3 --features binary
}

prerequisites
mkdir -p "$TOOLS/bin"
case ${1:-build} in
  build | dev)
    wasm_target
    esbuild
    wasm_opt
    if [ "${1:-build}" = dev ]; then
      wasm_bindgen
      cargo_leptos
    fi
    ;;
  lint)
    wasm_target
    lints
    ;;
  s3) s3_server ;;
  *) die "tools.sh knows 'build', 'dev', 'lint' and 's3', not '$1'." ;;
esac
