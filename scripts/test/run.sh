#!/usr/bin/env bash
# What a newcomer does first, word for word: `make run`, and then look at the page. Takes as long as that build.
. "$(dirname "$0")/../lib.sh"

url=http://127.0.0.1:$(free_port)
work=$(mktemp -d)
pid=
# shellcheck disable=SC2317 # the trap calls it
cleanup() {
  if [ -n "$pid" ]; then
    kill -- "-$pid" 2>/dev/null || true
    wait "$pid" || true # until the server has let go of its data
  fi
  rm -rf "$work"
}
trap cleanup EXIT
set -m
# Empty: SQLite in SOIREE_DATA, whatever a .env says.
SOIREE_ADDRESS=${url#http://} SOIREE_BASE_URL=$url SOIREE_DATA=$work SOIREE_DATABASE_URL='' make run &
pid=$!
set +m

# shellcheck disable=SC2317 # wait_for calls it
served_or_over() { answers "$url/readyz" || ! kill -0 "$pid"; }
wait_for 2400 served_or_over || die 'make run does not serve within 40 minutes.'
node -e 'fetch(process.argv[1]).then((r) => r.text()).then((page) => process.exit(page.endsWith("</html>") ? 0 : 1), () => process.exit(1))' "$url" ||
  die 'make run does not serve its first page.'
