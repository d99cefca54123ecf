//! My passkeys, the second step after the password, and recovery codes.

mod codes;

use leptos::{either::Either, prelude::*};

use self::codes::second_step;
use super::{Settings, confirm};
use crate::{
    api::passkeys,
    components::{ErrorSummary, Icon, PostForm, TextField, load},
    domain::passkey::{PasskeyInfo, PasskeyName, PasskeysState},
    facts::PageFacts,
    islands::PasskeyButton,
};

const REMOVE: &str = "/api/passkeys/remove";

#[component]
pub fn PasskeysPage() -> impl IntoView {
    load(passkeys::show(), show)
}

fn show(state: PasskeysState) -> impl IntoView {
    let second = (!state.keys.is_empty()).then(|| second_step(&state));
    let password = state.has_password;
    let ends_second = state.second_factor && state.keys.len() == 1;
    let add = if state.possible { Either::Left(add(password)) } else { Either::Right(impossible()) };
    view! {
        <Settings current="/settings/passkeys">
            <section class="panel stack" aria-labelledby="passkeys">
                <h2 id="passkeys">"Passkeys"</h2>
                <p class="muted">
                    "A passkey logs you in without a password: your phone, computer or security key asks for your finger, face or code."
                </p>
                <ul class="rows">{state.keys.into_iter().map(|key| passkey(key, ends_second, password)).collect_view()}</ul>
                {add}
            </section>
            {second}
        </Settings>
    }
}

fn passkey(key: PasskeyInfo, ends_second: bool, password: bool) -> impl IntoView {
    let PasskeyInfo { id, name, made, last_used } = key;
    let used = last_used.map_or_else(|| format!("Made {made}"), |used| format!("Made {made} · last used {used}"));
    let (renamed, title, rename_subject) = (id.clone(), name.clone(), format!("rename-{id}"));
    let remove = match ends_second {
        true => Either::Left(remove_last(id, name.clone(), password)),
        false => Either::Right(remove(id, name.clone())),
    };
    view! {
        <li>
            <div class="person">
                <Icon name="key" />
                <div>
                    <span class="name">{title}</span>
                    <p class="muted small">{used}</p>
                </div>
            </div>
            {remove}
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

fn remove(id: String, name: String) -> impl IntoView {
    let subject = format!("remove-{id}");
    view! {
        <PostForm action=REMOVE subject=subject>
            <ErrorSummary />
            <input type="hidden" name="id" value=id />
            <button class="btn small">"Remove" <span class="sr-only">" " {name}</span></button>
        </PostForm>
    }
}

/// The second step goes with it.
fn remove_last(id: String, name: String, password: bool) -> impl IntoView {
    let refused = PageFacts::current().refused.is_some_and(|refused| refused.action == REMOVE);
    let subject = format!("remove-{id}");
    view! {
        <details class="more" open=refused>
            <summary>"Remove"</summary>
            <PostForm action=REMOVE subject=subject class="form">
                <p>"It is your last one: without it, no second step follows the password."</p>
                <ErrorSummary />
                <input type="hidden" name="id" value=id />
                {password.then(confirm)}
                <button class="btn">"Remove" <span class="sr-only">" " {name}</span></button>
            </PostForm>
        </details>
    }
}

fn add(password: bool) -> impl IntoView {
    view! {
        <PostForm action="/api/passkeys/add" subject="add" class="form">
            <ErrorSummary />
            <TextField
                name="name"
                label="Name of the new passkey"
                hint="So that you know which one it is: “My phone”."
                max=PasskeyName::MAX
                required=true
            />
            {password.then(confirm)}
            <PasskeyButton from="/api/passkeys/begin_add" label="Add a passkey" create=true />
        </PostForm>
    }
}

fn impossible() -> impl IntoView {
    view! {
        <p>"Passkeys belong to a name, and this site is open at a bare address. The person who runs it can give it a name."</p>
    }
}
