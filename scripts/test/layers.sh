#!/usr/bin/env bash
# The rules of who may depend on whom.
. "$(dirname "$0")/../lib.sh"

broken=0
# rule SENTENCE OFFENDERS: the rule is broken if there are any.
rule() {
  [ -n "$2" ] || return 0
  printf 'Broken rule: %s\n%s\n\n' "$1" "$2"
  broken=1
}
among() { grep -E "$1" <<<"$2" || true; }

crates() { cargo tree --locked --prefix none --format '{p}' "$@" | sort -u; }
# The lines of the Rust sources in these places, without comments, each as file:line:text.
code() { find "$@" -name '*.rs' -exec grep -nHE -v '^ *//' {} +; }

browser=$(crates -p frontend --target wasm32-unknown-unknown -e normal,no-proc-macro)
rule 'no server crate reaches the browser.' \
  "$(among '^(sea-orm|sea-query|sqlx|tokio|axum|hyper|aws-)' "$browser")"

schema=$(crates -p migration -e all)
rule 'migration depends on nothing of ours.' "$(among '^(app|server|frontend|imaging) ' "$schema")"
rule 'imaging depends on nothing of ours.' "$(among '^(app|server|frontend|migration) ' "$(crates -p imaging -e all)")"

app=$(code app/src)
doors=$(among 'cfg.*feature *= *"ssr"' "$app")
rule 'the only cfg(feature = "ssr") in app stands in lib.rs.' "$(grep -v '^app/src/lib\.rs:' <<<"$doors" || true)"
door=$(grep -hA1 '^#\[cfg(feature = "ssr")\]' app/src/lib.rs || true)
if [ "$door" != $'#[cfg(feature = "ssr")]\npub mod backend;' ]; then
  rule 'app/src/lib.rs has one cfg(feature = "ssr"), right before "pub mod backend;".' "${door:-It has none.}"
fi

rule 'domain knows no framework, no database and no other layer.' "$(among \
  '^app/src/domain.*\b(leptos\w*|server_fn|sea_orm|sqlx|axum|tokio|crate::(api|app|backend|components|islands|pages))\b' "$app")"
rule 'backend knows nothing of pages, S3, SMTP and pixels.' "$(among \
  '^app/src/backend.*\b(crate::(api|components|islands|pages)|aws_sdk_s3|lettre|image|imaging)::' "$app")"
rule 'pages that wait keep their owner: components/load.rs alone says Suspend.' \
  "$(among '\bSuspend::new' "$app" | grep -v '^app/src/components/load\.rs:' || true)"
rule 'migration never imports entities.' "$(among '\bentities\b' "$(code migration/src)")"

[ "$broken" -eq 0 ] || exit 1
echo 'The layers are in order.'
