//! For those who write programs: how to call the API, and what webhooks are sent.

use leptos::prelude::*;

use crate::{
    components::Head,
    domain::{
        api_token::Scope,
        webhook::{HookEvent, HookTopic},
    },
    facts::PageFacts,
};

const EXAMPLE: &str = r#"{
  "type": "answer.changed",
  "timestamp": "2026-11-21T20:00:00Z",
  "data": { "party": "…", "guests": [ … ] }
}"#;

#[component]
pub fn DevelopersPage() -> impl IntoView {
    let base = PageFacts::current().base;
    view! {
        <Head title="For programs" description="How programs call this site, and what it calls them for." />
        <div class="container page">
            <div class="page-head">
                <h1>"For programs"</h1>
            </div>
            <div class="stack loose">{calling(&base)} {hearing()}</div>
        </div>
    }
}

fn calling(base: &str) -> impl IntoView + use<> {
    let scope = |scope: &Scope| view! { <li><code>{scope.code()}</code> ": " {scope.label()}</li> };
    view! {
        <section class="panel stack" aria-labelledby="api">
            <h2 id="api">"Calling this site"</h2>
            <p>
                "Parties, guests, answers, boards and albums are there as JSON. "
                <a href="/api/v1/openapi.json">"The description in OpenAPI"</a>
                " names every address and every field."
            </p>
            <p>"Make a token in your " <a href="/settings/tokens">"settings"</a> ", and send it with every call:"</p>
            <pre><code>{format!("curl -H 'Authorization: Bearer soi_…' {base}/api/v1/parties?tab=hosting")}</code></pre>
            <p>"A token does what you may do, as far as its scopes go:"</p>
            <ul>{Scope::ALL.iter().map(scope).collect_view()}</ul>
            <ul>
                <li>
                    "Lists come in pages. The "<code>"Link"</code>" header leads to the next one, and "
                    <code>"next"</code>" holds its cursor."
                </li>
                <li>
                    "With an "<code>"Idempotency-Key"</code>" of your own, a change that is sent twice happens once."
                </li>
                <li>
                    "What is wrong is told as "<code>"application/problem+json"</code>"; its "<code>"code"</code>
                    " never changes."
                </li>
                <li>
                    <code>"RateLimit"</code>" tells how many calls are left. After a 429, wait as long as "
                    <code>"Retry-After"</code>" says."
                </li>
                <li>"With "<code>"If-None-Match"</code>", what has not changed is not sent again."</li>
            </ul>
        </section>
    }
}

fn hearing() -> impl IntoView {
    let topic = |topic: &HookTopic| {
        let of_this = HookEvent::ALL.iter().filter(|event| event.topic() == Some(*topic));
        let events = of_this.map(|event| event.code()).collect::<Vec<_>>().join(", ");
        view! { <li>{topic.label()} ": " <code>{events}</code></li> }
    };
    view! {
        <section class="panel stack" aria-labelledby="webhooks">
            <h2 id="webhooks">"Being called"</h2>
            <p>
                "Add an address to your " <a href="/settings/webhooks">"webhooks"</a>
                ", and it is called when something happens at a party that you host:"
            </p>
            <ul>{HookTopic::ALL.iter().map(topic).collect_view()}</ul>
            <pre><code>{EXAMPLE}</code></pre>
            <p>
                "Guests and posts look as in the API. Answer with a status from 200 to 299 within fifteen seconds. Otherwise it is sent again, later and later, for about two days."
            </p>
            <p>
                "Messages are signed as the Standard Webhooks say, for which there are libraries in most languages: "
                <code>"webhook-signature"</code>" is "<code>"v1,"</code>
                " and the base64 of the HMAC-SHA256 over "<code>"webhook-id"</code>", a dot, "
                <code>"webhook-timestamp"</code>
                ", a dot, and the body. The key is what stands behind "<code>"whsec_"</code>
                ", decoded from base64. Refuse timestamps that are more than five minutes off. One message may come twice, with the same "
                <code>"webhook-id"</code>"."
            </p>
        </section>
    }
}
