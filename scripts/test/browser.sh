#!/usr/bin/env bash
# Playwright with the system's Chromium against a server with fresh data.
. "$(dirname "$0")/../lib.sh"

CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
export CHROMIUM PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

(cd end2end && npm ci --silent --no-audit --no-fund)

if [ -z "$CHROMIUM" ]; then
  skip_loudly 'browser tests: no Chromium (Debian: apt-get install chromium, or set CHROMIUM).'
  (cd end2end && npx playwright test --list) | awk '/^Total:/ { n = $2 } END { print 0, 0, n + 0 }' >>"$SOIREE_COUNTS"
  exit 0
fi

json=$(mktemp)
trap 'rm -f "$json"' EXIT
export PLAYWRIGHT_JSON_OUTPUT_NAME=$json
export SOIREE_MAIL=outbox # where the tests read what would be sent
export SOIREE_E2E_HOST=localhost # passkeys belong to a name
# Accounts elsewhere, with a provider that the tests start.
SOIREE_E2E_OIDC=http://127.0.0.1:$(free_port)
export SOIREE_E2E_OIDC SOIREE_LOGINS=example SOIREE_LOGIN_EXAMPLE_ISSUER=$SOIREE_E2E_OIDC
export SOIREE_LOGIN_EXAMPLE_CLIENT_ID=soiree SOIREE_LOGIN_EXAMPLE_CLIENT_SECRET=known-to-both-and-nobody-else
cargo test "${SERVER_SIDE[@]}" --no-run --quiet # so that target/debug/soiree is the one that was tested
status=0
scripts/with-server.sh "$TARGET_DIR/debug/soiree" \
  env -C end2end npx playwright test --reporter=list,json || status=$?

node -e 'const s = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).stats;
  console.log(s.expected + s.flaky, s.unexpected, s.skipped);' "$json" >>"$SOIREE_COUNTS" || status=1
exit "$status"
