//! My e-mail address: verified or not, and how to change it.

use leptos::prelude::*;

use super::Settings;
use crate::{
    api::address,
    components::{ErrorSummary, PostForm, TextField, load},
    domain::token::{AddressChange, AddressState},
};

#[component]
pub fn AddressPage() -> impl IntoView {
    load(address::show(), show)
}

fn show(state: AddressState) -> impl IntoView {
    let (how, has_password) = (how(&state), state.has_password);
    let now = now(&state);
    let change = state.change.map(waiting);
    view! {
        <Settings current="/settings/address">
            {now}
            {change}
            <section class="panel" aria-labelledby="change">
                <PostForm action="/api/address/change" class="form">
                    <h2 id="change">"Another address"</h2>
                    <p class="muted">{how}</p>
                    <ErrorSummary />
                    <TextField name="email" label="New e-mail" kind="email" autocomplete="email" max=254 required=true />
                    {has_password.then(|| view! {
                        <TextField
                            name="password"
                            label="Your password"
                            kind="password"
                            autocomplete="current-password"
                            required=true
                        />
                    })}
                    <div class="actions">
                        <button class="btn primary">"Change address"</button>
                    </div>
                </PostForm>
            </section>
        </Settings>
    }
}

fn now(state: &AddressState) -> impl IntoView + use<> {
    let (class, word) = if state.verified { ("badge ok", "Verified") } else { ("badge", "Not verified") };
    let ask = (!state.verified && state.mail).then(|| {
        view! {
            <p class="muted">"Open the link in the mail that you got: then invitations to this address are yours."</p>
            <PostForm action="/api/address/ask">
                <ErrorSummary />
                <button class="btn">"Send the mail again"</button>
            </PostForm>
        }
    });
    view! {
        <section class="panel stack" aria-labelledby="address">
            <h2 id="address">"Your e-mail"</h2>
            <p><strong>{state.email.clone()}</strong> " " <span class=class>{word}</span></p>
            {ask}
        </section>
    }
}

fn how(state: &AddressState) -> &'static str {
    match (state.mail, state.verified) {
        (false, _) => "It changes at once. This site sends no mail, so check the spelling.",
        (true, true) => "You get a mail at both addresses. It changes when you have confirmed both.",
        (true, false) => "You get a mail at the new address. It changes when you have confirmed that.",
    }
}

fn waiting(change: AddressChange) -> impl IntoView {
    let AddressChange { email, old_confirmed, new_confirmed } = change;
    let missing = match (old_confirmed, new_confirmed) {
        (false, false) => "Please open the links in the mails at both addresses.",
        (true, _) => "Please open the link in the mail at the new address.",
        (false, true) => "Please open the link in the mail at your address so far.",
    };
    view! {
        <section class="panel stack" aria-labelledby="waiting">
            <h2 id="waiting">"Waiting to be confirmed"</h2>
            <p><strong>{email}</strong></p>
            <p class="muted">{missing}</p>
            <PostForm action="/api/address/keep">
                <ErrorSummary />
                <button class="btn">"Keep my address"</button>
            </PostForm>
        </section>
    }
}
