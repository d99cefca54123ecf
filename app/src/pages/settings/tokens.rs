//! What lets programs act for me.

use leptos::{either::Either, prelude::*};

use super::Settings;
use crate::{
    api::api_tokens,
    components::{CheckField, ErrorSummary, Icon, PostForm, SelectField, TextField, load},
    domain::api_token::{Lifetime, Scope, TokenInfo, TokenName},
};

#[component]
pub fn TokensPage() -> impl IntoView {
    load(api_tokens::list(), tokens)
}

fn tokens(tokens: Vec<TokenInfo>) -> impl IntoView {
    let list = if tokens.is_empty() {
        Either::Left(view! { <p class="muted">"You have none."</p> })
    } else {
        Either::Right(view! { <ul class="rows">{tokens.into_iter().map(token).collect_view()}</ul> })
    };
    view! {
        <Settings current="/settings/tokens">
            <section class="panel stack" aria-labelledby="tokens">
                <h2 id="tokens">"Your API tokens"</h2>
                <p class="muted">
                    "With a token, a program does things in your name. Whoever has it can do the same, so treat it like a password. All of them end when you get a new password. "
                    <a href="/developers">"How programs use it"</a>
                </p>
                {list}
            </section>
            <section class="panel" aria-labelledby="new">{new_token()}</section>
        </Settings>
    }
}

fn token(token: TokenInfo) -> impl IntoView {
    let TokenInfo { id, name, scopes, expires, expired, last_used, secret } = token;
    let ends = match expires {
        Some(day) if expired => format!("Ended on {day}"),
        Some(day) => format!("Ends on {day}"),
        None => "Has no end".to_owned(),
    };
    let used = last_used.map_or("never used".to_owned(), |used| format!("last used {used}"));
    let secret = secret.map(|secret| {
        let field = format!("token-{id}");
        view! {
            <div class="field">
                <label for=field.clone()>"Copy it now. It is shown for ten minutes only."</label>
                <input id=field type="text" readonly=true value=secret />
            </div>
        }
    });
    let which = name.clone();
    view! {
        <li>
            <div class="person">
                <Icon name="key" />
                <div>
                    <span class="name">{name}</span>
                    <p class="muted small">{ends} ", " {used}</p>
                    <p class="muted small">{scopes.codes()}</p>
                    {secret}
                </div>
            </div>
            <PostForm action="/api/api_tokens/remove" subject=id.to_string()>
                <ErrorSummary />
                <input type="hidden" name="token" value=id.to_string() />
                <button class="btn small">"Remove" <span class="sr-only">" " {which}</span></button>
            </PostForm>
        </li>
    }
}

fn new_token() -> impl IntoView {
    let scope = |scope: &Scope| {
        view! { <CheckField name=scope.field() label=scope.label() hint=scope.code() /> }
    };
    let lifetimes: Vec<_> =
        Lifetime::ALL.iter().map(|lasts| (lasts.code().to_owned(), lasts.label().to_owned())).collect();
    view! {
        <PostForm action="/api/api_tokens/create" class="form">
            <h2 id="new">"A new token"</h2>
            <ErrorSummary />
            <TextField
                name="name"
                label="What it is for"
                hint="So that you know it again: “Door list”, “Home automation”."
                max=TokenName::MAX
                required=true
            />
            <fieldset>
                <legend>"What it lets a program do"</legend>
                {Scope::ALL.iter().map(scope).collect_view()}
            </fieldset>
            <SelectField name="lifetime" label="How long it works" options=lifetimes />
            <div class="actions">
                <button class="btn primary">"Make a token"</button>
            </div>
        </PostForm>
    }
}
