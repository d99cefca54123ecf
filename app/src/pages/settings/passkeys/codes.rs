//! The second step after the password, and the codes for those who lose their passkeys.

use leptos::{either::Either, prelude::*};

use super::confirm;
use crate::{
    components::{ErrorSummary, PostForm},
    domain::passkey::PasskeysState,
    facts::PageFacts,
};

/// Switches the second step on or off, and makes codes where it is on.
pub(super) fn second_step(state: &PasskeysState) -> impl IntoView + use<> {
    let (on, password) = (state.second_factor, state.has_password);
    let codes = on.then(|| codes(state));
    let (words, button, value) = if on {
        let words = match PageFacts::current().mail {
            true => "A password or a mailed link alone does not get anybody in: a passkey comes next.",
            false => "A password alone does not get anybody in: a passkey comes next.",
        };
        (words, "Ask no longer", "")
    } else {
        (
            "You can have a passkey asked for after the password, too. Then you get codes for the day you lose it.",
            "Ask for a passkey too",
            "true",
        )
    };
    view! {
        <section class="panel stack" aria-labelledby="second">
            <PostForm action="/api/passkeys/second_factor" class="form">
                <h2 id="second">"Second step"</h2>
                <p class="muted">{words}</p>
                <ErrorSummary />
                <input type="hidden" name="on" value=value />
                {password.then(confirm)}
                <div class="actions">
                    <button class="btn">{button}</button>
                </div>
            </PostForm>
        </section>
        {codes}
    }
}

fn codes(state: &PasskeysState) -> impl IntoView + use<> {
    let (left, password) = (state.codes_left, state.has_password);
    let list = if state.codes.is_empty() {
        let words = match left {
            1 => "One recovery code is left.".to_owned(),
            left => format!("{left} recovery codes are left."),
        };
        Either::Left(view! { <p>{words}</p> })
    } else {
        let code = |code: String| view! { <li><code>{code}</code></li> };
        Either::Right(view! {
            <p>"Write these down and keep them safe. Each works once. They are shown here for ten minutes only."</p>
            <ul class="codes">{state.codes.clone().into_iter().map(code).collect_view()}</ul>
        })
    };
    view! {
        <section class="panel stack" aria-labelledby="codes">
            <h2 id="codes">"Recovery codes"</h2>
            {list}
            <PostForm action="/api/passkeys/new_codes" subject="codes" class="form">
                <ErrorSummary />
                {password.then(confirm)}
                <div class="actions">
                    <button class="btn">"Make new codes"</button>
                </div>
            </PostForm>
        </section>
    }
}
