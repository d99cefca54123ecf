#!/usr/bin/env bash
# Calendar files read by a library that is not ours, and files of that library read by us.
. "$(dirname "$0")/../lib.sh"

ICALENDAR=7.3.0
venv=$ROOT/target/test/python

if ! have python3 || ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
  skip_loudly 'calendar files: no Python with venv (Debian: apt-get install python3-venv).'
  echo '0 0 1' >>"$SOIREE_COUNTS"
  exit 0
fi
if ! "$venv/bin/python" -c "import icalendar; assert icalendar.__version__ == '$ICALENDAR'" 2>/dev/null; then
  say "Installing icalendar $ICALENDAR into target/test/python …"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "icalendar==$ICALENDAR"
fi

SOIREE_TEST_CALENDARS=$(mktemp -d)
export SOIREE_TEST_CALENDARS
trap 'rm -rf "$SOIREE_TEST_CALENDARS"' EXIT
"$venv/bin/python" scripts/test/calendar-files.py make "$SOIREE_TEST_CALENDARS"
cargo test "${SERVER_SIDE[@]}" --test site --quiet -- routes::calendar::samples
"$venv/bin/python" scripts/test/calendar-files.py check "$SOIREE_TEST_CALENDARS" | tee "$SOIREE_TEST_CALENDARS/log"
awk 'END { print $1, 0, 0 }' "$SOIREE_TEST_CALENDARS/log" >>"$SOIREE_COUNTS"
