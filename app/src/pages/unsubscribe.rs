//! Mails turned off with the link in one of them, without logging in.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    api,
    components::{CheckField, ErrorSummary, Head, PostForm, SelectField, load},
    domain::{language::Language, mail::Choices},
    error::AppError,
};

/// What somebody does not want to get any more.
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    let loading = async move { Ok::<_, AppError>((api::mail::choices(token.clone()).await?, token)) };
    load(loading, |(choices, token)| page(choices, token))
}

fn page(choices: Choices, token: String) -> impl IntoView {
    let party = move || {
        view! { <CheckField name="party" label="No mails about this party" checked=choices.party_off /> }
    };
    let kind = format!("No mails of this kind: {}", choices.kind.label());
    let language = choices.language.map(Language::code).unwrap_or_default();
    let languages = Language::choices(choices.language);
    view! {
        <Head title="Your mails" noindex=true />
        <div class="sheet">
            <PostForm action="/api/mail/choose" class="panel form">
                <header>
                    <h1>"Your mails"</h1>
                    <p>"Tick what shall no longer come to the address to which this link was sent."</p>
                </header>
                <ErrorSummary />
                <input type="hidden" name="token" value=token />
                {choices.has_party.then(party)}
                <CheckField name="kind" label=kind checked=choices.kind_off />
                <CheckField
                    name="everything"
                    label="No mails at all"
                    checked=choices.everything_off
                    hint="Links that you ask for yourself, like one for a new password, still come."
                />
                <SelectField name="language" label="Language of the mails" options=languages value=language />
                <div class="actions">
                    <button class="btn primary">"Save"</button>
                </div>
            </PostForm>
        </div>
    }
}
