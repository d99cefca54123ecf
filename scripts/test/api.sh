#!/usr/bin/env bash
# Calls a fresh server with all that the description of its API allows, and with much that it does not
# (schemathesis). What comes back must be as described, and nothing may break.
. "$(dirname "$0")/../lib.sh"

SCHEMATHESIS=4.32.5
VENV=$TOOLS/schemathesis-$SCHEMATHESIS

if [ "${1:-}" != inside ]; then
  if ! have python3 || ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    skip_loudly 'fuzzing the API: no Python with venv (Debian: apt-get install python3-venv).'
    echo '0 0 1' >>"$SOIREE_COUNTS"
    exit 0
  fi
  if [ ! -x "$VENV/bin/st" ]; then
    say "Installing schemathesis $SCHEMATHESIS into $VENV (a minute) …"
    rm -rf "$VENV"
    python3 -m venv "$VENV"
    "$VENV/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$SCHEMATHESIS"
  fi
  cargo test "${SERVER_SIDE[@]}" --no-run --quiet # so that target/debug/soiree is the one that was tested
  exec scripts/with-server.sh "$TARGET_DIR/debug/soiree" "$0" inside
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$SOIREE_E2E_SERVER" user create fuzz fuzz@example.org Fuzz >/dev/null
token=$("$SOIREE_E2E_SERVER" user token fuzz Fuzz)
# A party that is there, so that what lies below it is reached.
party=$(node -e '
  const [, url, token] = process.argv;
  const body = { title: "Supper", time_zone: "Europe/Berlin", first_entry: "2099-07-10T18:00:00Z" };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  fetch(`${url}/api/v1/parties`, { method: "POST", headers, body: JSON.stringify(body) })
    .then(async (answer) => { if (answer.status !== 201) throw new Error(await answer.text()); return answer.json(); })
    .then((party) => console.log(party.id))
    .catch((error) => { console.error(error); process.exit(1); });
' "$SOIREE_E2E_URL" "$token")
printf '[parameters]\n"path.party" = "%s"\n' "$party" >"$work/schemathesis.toml"

# What is well formed may still make no sense: a deadline after the end is refused, and the description cannot say so.
status=0
(cd "$work" && "$VENV/bin/st" --config-file schemathesis.toml --no-color run "$SOIREE_E2E_URL/api/v1/openapi.json" \
  --header "Authorization: Bearer $token" --checks all --exclude-checks positive_data_acceptance \
  --max-examples 25 --workers 2 --generation-deterministic \
  --suppress-health-check all --request-timeout 30 --continue-on-failure \
  --report junit --report-junit-path junit.xml) || status=$?

python3 - "$work/junit.xml" >>"$SOIREE_COUNTS" <<'PYTHON' || status=1
import sys
from xml.etree import ElementTree

suites = list(ElementTree.parse(sys.argv[1]).getroot().iter("testsuite"))
total = lambda name: sum(int(suite.get(name) or 0) for suite in suites)
failed, skipped = total("failures") + total("errors"), total("skipped")
print(total("tests") - failed - skipped, failed, skipped)
PYTHON
exit "$status"
