# shellcheck shell=bash
# Sourced by bench.sh, bench/uploads.sh and growth.sh: on which databases, a fresh server for everything that is measured,
# and what is measured alone and with the rest.

read -ra databases <<<"${BENCH_DATABASES:-sqlite postgres}"

# two_cores: wrk is there, and a core for the load beside the server's.
two_cores() {
  have wrk || die 'The bench needs wrk: install it (Debian: apt-get install wrk) and try again.'
  have taskset || die 'The bench needs taskset (Debian: apt-get install util-linux).'
  [ "$(nproc)" -ge 2 ] || die 'The bench needs two cores, one for the server and one for the load.'
  export SOIREE_E2E_PIN=0 BENCH_PIN=1
}

# measured DATABASE PREPARE COMMAND…: runs the command beside a fresh server with a database of its own; the command and
# PostgreSQL on core BENCH_PIN alone, where that is set.
measured() {
  export BENCH_DATABASE=$1 SOIREE_E2E_PREPARE=$2
  shift 2
  local pin=()
  [ -z "${BENCH_PIN:-}" ] || pin=(taskset -c "$BENCH_PIN")
  local server=(scripts/with-server.sh "$TARGET_DIR/release/soiree" "${pin[@]}" "$@")
  case $BENCH_DATABASE in
    sqlite) "${server[@]}" ;;
    # The empty URL asks for a private PostgreSQL: a given one would still hold what the last command has left.
    postgres) SOIREE_TEST_POSTGRES_URL='' SOIREE_TEST_DATABASES=postgres SOIREE_TEST_DURABLE=on \
      "${pin[@]}" scripts/databases.sh scripts/bench/on-postgres.sh "${server[@]}" ;;
    *) die "BENCH_DATABASES knows sqlite and postgres, not '$BENCH_DATABASE'." ;;
  esac
}

# measured_uploads: on each database, also after one that fails; then it fails.
measured_uploads() {
  local database status=0
  for database in "${databases[@]}"; do
    say "Bench of uploads on $database"
    measured "$database" 'demo --json' scripts/bench/uploads.sh || status=1
  done
  return "$status"
}
