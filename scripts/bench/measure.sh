# shellcheck shell=bash
# Sourced by the scripts that measure pages of one running server (with-server.sh gives its address and process id).
. "$(dirname "$0")/../lib.sh"

prepared_photos
visit=$BENCH_DIR/visit-$BENCH_DATABASE.json
node scripts/bench/visit.mjs "$SOIREE_E2E_URL" "$SOIREE_DATA/prepared" >"$visit"
of() { # PATH.IN.THE.JSON
  node -p 'process.argv[2].split(".").reduce((value, key) => value[key], JSON.parse(fs.readFileSync(process.argv[1])))' "$visit" "$1"
}

ticks() { awk '{ print $14 + $15 }' "/proc/$SOIREE_E2E_PID/stat"; } # user + system, of all threads
peak_kb() { awk '/^VmHWM/ { print $2 }' "/proc/$SOIREE_E2E_PID/status"; }

# What a server does once when it starts (statistics, the index of photos) is not what is measured: it has come to its end
# when the server uses no time.
settled() {
  local before tries
  for tries in {1..60}; do
    before=$(ticks)
    sleep 1
    if [ "$(($(ticks) - before))" -le 1 ]; then return 0; fi
  done
  say "The server is still at work after $tries seconds."
}
settled

# measure FILE NAME PATH: adds the result to FILE in BENCH_DIR. The environment says method, cookie and body.
measure() {
  local load=(wrk --latency -t1 -c"$BENCH_CONNECTIONS" -s scripts/bench/load.lua)
  "${load[@]}" -d2s "$SOIREE_E2E_URL$3" >/dev/null # warm
  echo 5 >"/proc/$SOIREE_E2E_PID/clear_refs" 2>/dev/null || true # the peak starts anew
  local before after
  before=$(ticks)
  "${load[@]}" -d"${BENCH_SECONDS}s" "$SOIREE_E2E_URL$3" >"$BENCH_DIR/wrk.txt"
  after=$(ticks)
  node scripts/bench/result.mjs "$BENCH_DIR" "$1" "$2" "$((after - before))" "$(getconf CLK_TCK)" "$(peak_kb)" \
    "$SOIREE_E2E_URL$3"
}
