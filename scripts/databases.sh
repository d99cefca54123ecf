#!/usr/bin/env bash
# databases.sh COMMAND…: runs the command with a private PostgreSQL and MariaDB beside it.
# They listen on loopback on free ports, keep their data in a temporary folder and vanish afterwards.
# A URL that is given (SOIREE_TEST_POSTGRES_URL, SOIREE_TEST_MARIADB_URL) is used as it is.
# SOIREE_TEST_DATABASES chooses: "postgres mariadb" (default), or one of them.
. "$(dirname "$0")/lib.sh"

work=$(mktemp -d)
chmod 755 "$work"
servers=()
cleanup() {
  # QUIT: at once. The data is thrown away.
  [ ${#servers[@]} -eq 0 ] || kill -QUIT "${servers[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work" 2>/dev/null || { sleep 1 && rm -rf "$work"; }
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# Neither server wants to run as root. `as USER COMMAND…` keeps the process id of the caller's job.
as() {
  local user=$1
  shift
  if [ "$(id -u)" -ne 0 ]; then exec "$@"; fi
  id "$user" >/dev/null 2>&1 || user=nobody
  exec setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups env HOME=/nonexistent "$@"
}
folder_of() { # USER: a folder that this user may fill
  mkdir -p "$work/$1"
  [ "$(id -u)" -ne 0 ] || chown "$(id -u "$1" 2>/dev/null || id -u nobody)" "$work/$1"
  echo "$work/$1"
}
# gave_up NAME: the server's last words, then the notice.
gave_up() {
  tail -n 15 "$work/$1.log" 2>/dev/null || true
  skip_loudly "$1 tests: the server could not be started (its last words are above)."
}

start_postgres() {
  local bin data port
  bin=$(dirname "$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -1 || true)")
  [ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || echo .)")
  if [ ! -x "$bin/initdb" ] || [ ! -x "$bin/postgres" ]; then
    skip_loudly 'PostgreSQL tests: no server found (Debian: apt-get install postgresql, or set SOIREE_TEST_POSTGRES_URL).'
    return 0
  fi
  data=$(folder_of postgres)
  port=$(free_port)
  if ! (as postgres "$bin/initdb" -D "$data/data" -U soiree -A trust -E UTF8 --locale=C.UTF-8 --no-sync) >"$work/postgres.log" 2>&1; then
    gave_up postgres
    return 0
  fi
  as postgres "$bin/postgres" -D "$data/data" -h 127.0.0.1 -p "$port" -k '' \
    -c max_connections=400 -c shared_buffers=128MB -c max_locks_per_transaction=256 \
    -c fsync="${SOIREE_TEST_DURABLE:-off}" -c full_page_writes="${SOIREE_TEST_DURABLE:-off}" \
    -c synchronous_commit="${SOIREE_TEST_DURABLE:-off}" >>"$work/postgres.log" 2>&1 &
  servers+=($!)
  if ! wait_for 30 "$bin/pg_isready" -h 127.0.0.1 -p "$port"; then
    gave_up postgres
    return 0
  fi
  export SOIREE_TEST_POSTGRES_URL="postgres://soiree:soiree@127.0.0.1:$port/postgres"
}

start_mariadb() {
  local server data port
  server=$(command -v mariadbd || command -v mysqld || PATH=/usr/sbin command -v mariadbd || true)
  if [ -z "$server" ] || ! have mariadb-install-db; then
    skip_loudly 'MariaDB tests: no server found (Debian: apt-get install mariadb-server, or set SOIREE_TEST_MARIADB_URL).'
    return 0
  fi
  data=$(folder_of mysql)
  port=$(free_port)
  if ! (as mysql mariadb-install-db --no-defaults --datadir="$data/data" --skip-test-db --skip-name-resolve \
    --auth-root-authentication-method=normal) >"$work/mariadb.log" 2>&1; then
    gave_up mariadb
    return 0
  fi
  echo "CREATE USER soiree@'127.0.0.1' IDENTIFIED BY 'soiree';
    GRANT ALL PRIVILEGES ON *.* TO soiree@'127.0.0.1' WITH GRANT OPTION;" >"$data/first.sql"
  as mysql "$server" --no-defaults --datadir="$data/data" --init-file="$data/first.sql" \
    --bind-address=127.0.0.1 --port="$port" --socket="$data/socket" --pid-file="$data/pid" --skip-name-resolve \
    --character-set-server=utf8mb4 --max-connections=500 --innodb-buffer-pool-size=256M \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 >>"$work/mariadb.log" 2>&1 &
  servers+=($!)
  if ! wait_for 30 mariadb-admin --no-defaults -h 127.0.0.1 -P "$port" -u soiree -psoiree ping; then
    gave_up mariadb
    return 0
  fi
  export SOIREE_TEST_MARIADB_URL="mysql://soiree:soiree@127.0.0.1:$port/mysql"
}

[ $# -gt 0 ] || die 'databases.sh needs a command to run.'
wanted=" ${SOIREE_TEST_DATABASES:-postgres mariadb} "
if [[ $wanted == *' postgres '* && -z ${SOIREE_TEST_POSTGRES_URL:-} ]]; then start_postgres; fi
if [[ $wanted == *' mariadb '* && -z ${SOIREE_TEST_MARIADB_URL:-} ]]; then start_mariadb; fi
"$@"
