#!/usr/bin/env bash
# A few rounds of `make crash`, with the server that the tests have built.
. "$(dirname "$0")/../lib.sh"

cargo test "${SERVER_SIDE[@]}" --no-run --quiet
databases=()
if have sqlite3; then databases+=(sqlite); else skip_loudly 'crashes on SQLite: no sqlite3 (Debian: apt-get install sqlite3).'; fi
if have psql && [ -n "$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null || command -v initdb)" ]; then
  databases+=(postgres)
else
  skip_loudly 'crashes on PostgreSQL: no server, or no psql (Debian: apt-get install postgresql).'
fi
skipped=$((2 - ${#databases[@]}))
[ ${#databases[@]} -gt 0 ] || { echo "0 0 $skipped" >>"$SOIREE_COUNTS"; exit 0; }

status=0
CRASH_SERVER=$TARGET_DIR/debug/soiree CRASH_DATABASES="${databases[*]}" ROUNDS=${ROUNDS:-24} scripts/crash.sh || status=1
if [ "$status" -eq 0 ]; then echo "${#databases[@]} 0 $skipped"; else echo "0 1 $skipped"; fi >>"$SOIREE_COUNTS"
exit "$status"
