#!/usr/bin/env bash
# Measures every page of one running server.
. "$(dirname "$0")/measure.sh"

page() { measure pages.json "$@"; }

page constant "$BENCH_CONSTANT"
page login /login
BENCH_COOKIE=$(of quiet.cookie) page party "$(of quiet.party)"
BENCH_COOKIE=$(of guest.cookie) page party_lively "$(of party)" # with posts and photos
BENCH_COOKIE=$(of user.cookie) page parties /parties
BENCH_COOKIE=$(of guest.cookie) BENCH_BODY=$(of answer.body) page answer "$(of answer.path)"

say "Reading $BENCH_WHOLE answers to their end …"
node scripts/bench/whole.mjs "$SOIREE_E2E_URL" "$visit" "$BENCH_WHOLE" "$BENCH_CONNECTIONS"
