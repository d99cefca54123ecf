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
SERVER_SIDE=(-p app -p migration -p server --features app/ssr --locked)

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

# The version that Cargo.lock holds of a crate (the first, if there are several).
locked_version() {
  awk -v want="name = \"$1\"" '$0 == want { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock
}
