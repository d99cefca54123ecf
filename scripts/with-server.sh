#!/usr/bin/env bash
# with-server.sh SERVER COMMAND…: runs the command with a fresh server beside it.
# The server gets a free port, an empty data folder and its own SQLite database there,
# unless SOIREE_E2E_DATABASE_URL names another. The command finds SOIREE_E2E_URL, SOIREE_E2E_PID, SOIREE_DATA and
# the server itself as SOIREE_E2E_SERVER.
# SOIREE_E2E_HOST=localhost gives the site a name instead of an address.
# SOIREE_E2E_PIN=0 pins the server to that core. SOIREE_E2E_PREPARE='demo --json' runs that command of the
# server first and leaves what it prints in $SOIREE_DATA/prepared.
. "$(dirname "$0")/lib.sh"

server=$1
shift

work=$(mktemp -d)
pid=
# shellcheck disable=SC2317 # wait_for calls it
gone() { ! kill -0 "$1" 2>/dev/null; }
# shellcheck disable=SC2317 # the trap calls it
cleanup() {
  if [ -n "$pid" ]; then
    kill -TERM "$pid" 2>/dev/null || true
    wait_for 15 gone "$pid" || kill -9 "$pid" || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

port=$(free_port)
SOIREE_E2E_SERVER=$(realpath "$server")
export SOIREE_E2E_SERVER
export SOIREE_E2E_URL=http://${SOIREE_E2E_HOST:-127.0.0.1}:$port

# The names of the server's settings, as .env.example explains them.
export SOIREE_ADDRESS=127.0.0.1:$port
export SOIREE_BASE_URL=$SOIREE_E2E_URL
export SOIREE_DATA=$work/data
export SOIREE_DATABASE_URL=${SOIREE_E2E_DATABASE_URL:-} # empty: SQLite in SOIREE_DATA
export SOIREE_LOG=${SOIREE_LOG:-warn}
# Hundreds of visits from one address are what tests and benches are made of.
export SOIREE_RATE=${SOIREE_RATE:-1000000}
# A backup in the middle would be measured too.
export SOIREE_BACKUP_HOURS=0

mkdir -p "$SOIREE_DATA"
"$server" migrate up >"$work/log" 2>&1 || { cat "$work/log"; die 'The database could not be migrated.'; }
if [ -n "${SOIREE_E2E_PREPARE:-}" ]; then
  # shellcheck disable=SC2086 # words on purpose
  "$server" $SOIREE_E2E_PREPARE >"$SOIREE_DATA/prepared" || die "soiree $SOIREE_E2E_PREPARE failed."
fi

pin=()
[ -z "${SOIREE_E2E_PIN:-}" ] || pin=(taskset -c "$SOIREE_E2E_PIN")
"${pin[@]}" "$server" serve >>"$work/log" 2>&1 &
pid=$!
export SOIREE_E2E_PID=$pid
if ! wait_for 20 answers "http://127.0.0.1:$port/readyz"; then
  cat "$work/log"
  die 'The server did not become ready within 20 seconds.'
fi

status=0
"$@" || status=$?
if [ "$status" -ne 0 ] || ! kill -0 "$pid" 2>/dev/null; then
  echo "The server's last words:"
  tail -n 30 "$work/log"
fi
kill -0 "$pid" 2>/dev/null || die 'The server died.'
exit "$status"
