//! Ways in for those who have or want no password here.

use leptos::prelude::*;

use crate::{
    domain::{login::LoginProvider, text::with_next},
    facts::PageFacts,
};

/// Links that go on to `next`; in other tabs (`apart`) where something waits in this one.
#[component]
pub fn OtherWays(#[prop(into)] next: String, #[prop(optional)] apart: bool) -> impl IntoView {
    let facts = PageFacts::current();
    let (target, rel) = (apart.then_some("_blank"), apart.then_some("noopener"));
    let elsewhere = |provider: &LoginProvider| {
        let link = with_next(&format!("/login/with/{}", provider.name), &next);
        let label = provider.label.clone();
        view! { <a class="btn block" href=link target=target rel=rel>"Log in with " {label}</a> }
    };
    let elsewhere: Vec<_> = facts.logins.iter().map(elsewhere).collect();
    let elsewhere = (!elsewhere.is_empty()).then(|| view! { <div class="stack tight">{elsewhere}</div> });
    let way = |href: String, words: &'static str| {
        view! { <p class="after"><a href=href target=target rel=rel>{words}</a></p> }
    };
    let by_passkey = facts.passkeys.then(|| way(with_next("/login/passkey", &next), "Log in with a passkey"));
    let by_mail = facts.mail.then(|| way(with_next("/login/link", &next), "Log in by mail"));
    let note = apart.then(|| view! { <p class="after">"Other ways to log in open in a new tab:"</p> });
    view! {
        {note}
        {elsewhere}
        {by_passkey}
        {by_mail}
        {way("/login/reset".to_owned(), "Forgot your password?")}
    }
}
