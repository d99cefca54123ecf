# shellcheck shell=bash
# Sourced by bench.sh and growth.sh: a fresh server for everything that is measured.

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
