#!/usr/bin/env bash
# Runs the steps in scripts/test/ (all, or those named), goes on after a failure, and closes
# with one line: N passed, N failed, N skipped.
. "$(dirname "$0")/lib.sh"

steps=("$@")
[ $# -gt 0 ] || steps=(fmt clippy wasm layers licences site cargo calendar mail crash browser api)

logs=$ROOT/target/test
mkdir -p "$logs"
export SOIREE_COUNTS=$logs/counts # every step that ran tests adds a line: passed failed skipped
: >"$SOIREE_COUNTS"
if [ -t 1 ]; then export CARGO_TERM_COLOR=always; fi

report=()
failed_steps=0
for step in "${steps[@]}"; do
  [ -x "scripts/test/$step.sh" ] || die "There is no step '$step' in scripts/test/."
  say "$step"
  begun=$SECONDS
  tests_before=$(wc -l <"$SOIREE_COUNTS")
  verdict=ok
  if ! "scripts/test/$step.sh" 2>&1 | tee "$logs/$step.log"; then
    verdict=FAILED
    failed_steps=$((failed_steps + 1))
    # A step that broke before (or without) counting a failed test is itself one failure.
    tail -n "+$((tests_before + 1))" "$SOIREE_COUNTS" | awk '{ f += $2 } END { exit f > 0 }' &&
      echo '0 1 0' >>"$SOIREE_COUNTS"
  fi
  report+=("$(printf '%-9s %-6s %5d s' "$step" "$verdict" "$((SECONDS - begun))")")
done

echo
printf '%s\n' "${report[@]}"
[ "$failed_steps" -eq 0 ] || echo "The output of each step is in target/test/."
awk '{ p += $1; f += $2; s += $3 } END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 }' "$SOIREE_COUNTS"
