#!/usr/bin/env bash
# s3.sh COMMAND…: runs the command with a private S3 server (s3s-fs) and an empty bucket beside it.
# An endpoint that is given (SOIREE_TEST_S3_ENDPOINT with the other three) is used as it is.
. "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || die 's3.sh needs a command to run.'
[ -z "${SOIREE_TEST_S3_ENDPOINT:-}" ] || exec "$@"

work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }

start() {
  local port bucket=soiree-test access=soiree secret=soiree-secret
  scripts/tools.sh s3 || return 1
  port=$(free_port)
  mkdir -p "$work/root/$bucket"
  s3s-fs --host 127.0.0.1 --port "$port" --access-key "$access" --secret-key "$secret" "$work/root" >"$work/log" 2>&1 &
  server=$!
  disown "$server" # bash need not announce its end
  wait_for 20 listens "$port" || return 1
  export SOIREE_TEST_S3_ENDPOINT="http://127.0.0.1:$port" SOIREE_TEST_S3_BUCKET=$bucket
  export SOIREE_TEST_S3_ACCESS_KEY=$access SOIREE_TEST_S3_SECRET_KEY=$secret
}

if ! start; then
  cat "$work/log" 2>/dev/null || true
  skip_loudly 'S3 tests: the S3 server s3s-fs could not be started.'
fi
"$@"
