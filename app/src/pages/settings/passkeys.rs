//! My passkeys, the second step after the password, and recovery codes.

mod codes;

use leptos::{either::Either, prelude::*};

use self::codes::second_step;
use super::Settings;
use crate::{
    api::passkeys,
    components::{ErrorSummary, Icon, PostForm, TextField, load},
    domain::passkey::{PasskeyInfo, PasskeyName, PasskeysState},
    islands::PasskeyButton,
};

#[component]
pub fn PasskeysPage() -> impl IntoView {
    load(passkeys::show(), show)
}

fn show(state: PasskeysState) -> impl IntoView {
    let second = (!state.keys.is_empty()).then(|| second_step(&state));
    let add = if state.possible { Either::Left(add()) } else { Either::Right(impossible()) };
    view! {
        <Settings current="/settings/passkeys">
            <section class="panel stack" aria-labelledby="passkeys">
                <h2 id="passkeys">"Passkeys"</h2>
                <p class="muted">
                    "A passkey logs you in without a password: your phone, computer or security key asks for your finger, face or code."
                </p>
                <ul class="rows">{state.keys.into_iter().map(passkey).collect_view()}</ul>
                {add}
            </section>
            {second}
        </Settings>
    }
}

fn passkey(key: PasskeyInfo) -> impl IntoView {
    let PasskeyInfo { id, name, made, last_used } = key;
    let used = last_used.map_or_else(|| format!("Made {made}"), |used| format!("Made {made} · last used {used}"));
    let (renamed, which, title) = (id.clone(), name.clone(), name.clone());
    let (rename_subject, remove_subject) = (format!("rename-{id}"), format!("remove-{id}"));
    view! {
        <li>
            <div class="person">
                <Icon name="key" />
                <div>
                    <span class="name">{title}</span>
                    <p class="muted small">{used}</p>
                </div>
            </div>
            <PostForm action="/api/passkeys/remove" subject=remove_subject>
                <ErrorSummary />
                <input type="hidden" name="id" value=id />
                <button class="btn small">"Remove" <span class="sr-only">" " {which}</span></button>
            </PostForm>
            <details class="more">
                <summary>"Rename"</summary>
                <PostForm action="/api/passkeys/rename" subject=rename_subject class="form">
                    <ErrorSummary />
                    <input type="hidden" name="id" value=renamed />
                    <TextField name="name" label="Name" value=name max=PasskeyName::MAX required=true />
                    <button class="btn">"Rename"</button>
                </PostForm>
            </details>
        </li>
    }
}

fn add() -> impl IntoView {
    view! {
        <PostForm action="/api/passkeys/add" class="form">
            <ErrorSummary />
            <TextField
                name="name"
                label="Name of the new passkey"
                hint="So that you know which one it is: “My phone”."
                max=PasskeyName::MAX
                required=true
            />
            <PasskeyButton from="/api/passkeys/begin_add" label="Add a passkey" create=true />
        </PostForm>
    }
}

fn impossible() -> impl IntoView {
    view! {
        <p>"Passkeys belong to a name, and this site is open at a bare address. The person who runs it can give it a name."</p>
    }
}
