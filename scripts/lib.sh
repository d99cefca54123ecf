# shellcheck shell=bash
# Sourced by every script: paths, words for the terminal, small helpers.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}
TOOLS=${SOIREE_TOOLS:-$HOME/.cache/soiree/tools}
SITE=$ROOT/target/site
export PATH="$TOOLS/bin:$PATH"

# What is compiled for the server, always in this one combination, so that it compiles once.
SERVER_SIDE=(-p app -p imaging -p migration -p server --features app/ssr --locked)

have() { command -v "$1" >/dev/null 2>&1; }
paint() { # STYLE WORDS…: with colour where somebody looks
  local style=$1
  shift
  if [ -t 1 ] || [ "${CARGO_TERM_COLOR:-}" = always ]; then printf '\033[%sm%s\033[0m\n' "$style" "$*"; else echo "$*"; fi
}
say() { paint 1 "› $*"; }
die() {
  paint 31 "$*" >&2
  exit 1
}

# Something cannot be tested here. Loud, and an error where nothing may be skipped.
skip_loudly() {
  paint 33 "
!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
  SKIPPED: $*
!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
"
  if [ "${SOIREE_TEST_NO_SKIP:-}" = 1 ]; then die 'SOIREE_TEST_NO_SKIP=1: nothing may be skipped here.'; fi
}

free_port() {
  node -e 'const s = require("net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

# wait_for SECONDS COMMAND…: until the command succeeds.
wait_for() {
  local tries=$(($1 * 10))
  shift
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then return 1; fi
    sleep 0.1
  done
}

answers() {
  node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$1"
}

# Waits until the server of with-server.sh has prepared the photos of the demo, which would be measured too.
prepared_photos() {
  # shellcheck disable=SC2317 # wait_for calls it
  none() { ! "$SOIREE_E2E_SERVER" jobs | grep -q make_photo; }
  wait_for 120 none || die 'The photos of the demo do not get ready.'
}

# Settings from .env, as plain KEY=VALUE lines; what the environment already holds wins.
load_dotenv() {
  [ -f .env ] || return 0
  local key value
  while IFS='=' read -r key value || [ -n "$key" ]; do
    [[ $key =~ ^[A-Z][A-Z0-9_]*$ ]] || continue
    [ -z "${!key+set}" ] || continue
    if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then value=${BASH_REMATCH[1]}; fi
    export "$key=$value"
  done <.env
}

# packages NAME…: Debian packages that a script needs and root may install by itself; else it is said what is missing.
packages() {
  [ $# -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! have apt-get; then die "These are missing (Debian: apt-get install $*)."; fi
  say "Installing $* …"
  apt-get update -qq || true # what is known already may do
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    die "Could not install $*; the lines above say why."
}

# Where the programs of PostgreSQL's server lie; nothing where there is none.
postgres_bin() {
  local initdb
  initdb=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -1 || true)
  [ -n "$initdb" ] || initdb=$(command -v initdb || true)
  [ -z "$initdb" ] || dirname "$initdb"
}

# The version that Cargo.lock holds of a crate (the first, if there are several).
locked_version() {
  awk -v want="name = \"$1\"" '$0 == want { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock
}
