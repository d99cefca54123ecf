//! Where mailed links lead. Each page has a button, for what merely opens a link shall not use it up.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    api::links,
    components::{ErrorSummary, Head, PostForm, TextField, load},
    domain::token::{OpenLink, Proof, TokenKind},
};

fn token() -> String {
    use_params_map().read_untracked().get("token").unwrap_or_default()
}

/// `/login/reset/{token}`
#[component]
pub fn ResetPage() -> impl IntoView {
    let token = token();
    load(links::reset(token.clone()), move |link| new_password(token, link))
}

/// The username is there for password managers; it is not sent.
fn new_password(token: String, link: OpenLink) -> impl IntoView {
    view! {
        <Head title="New password" noindex=true />
        <div class="sheet">
            <header>
                <h1>"Choose a new password"</h1>
                <p>"For " {link.name} ", @" {link.username.clone()} ". All devices are logged out."</p>
            </header>
            <PostForm action="/api/links/set_password" class="panel form">
                <ErrorSummary />
                <input type="hidden" name="token" value=token />
                <input type="text" autocomplete="username" value=link.username hidden=true readonly=true />
                <TextField
                    name="new_password"
                    label="New password"
                    hint="At least 8 characters. Three words are fine."
                    kind="password"
                    autocomplete="new-password"
                    required=true
                />
                <TextField
                    name="repeat_password"
                    label="New password again"
                    kind="password"
                    autocomplete="new-password"
                    required=true
                />
                <button class="btn primary large block">"Set password"</button>
            </PostForm>
        </div>
    }
}

/// `/login/link/{token}`
#[component]
pub fn LinkPage() -> impl IntoView {
    let token = token();
    let next = use_query_map().read_untracked().get("next").unwrap_or_default();
    load(links::login(token.clone()), move |link| {
        view! {
            <Head title="Log in" noindex=true />
            <div class="sheet">
                <header>
                    <h1>"Welcome back, " {link.name}</h1>
                    <p>"You log in as @" {link.username} "."</p>
                </header>
                <PostForm action="/api/links/log_in" class="panel form">
                    <ErrorSummary />
                    <input type="hidden" name="token" value=token />
                    <input type="hidden" name="next" value=next />
                    <button class="btn primary large block">"Log in"</button>
                </PostForm>
            </div>
        }
    })
}

/// `/verify/{token}`
#[component]
pub fn VerifyPage() -> impl IntoView {
    let token = token();
    load(links::verification(token.clone()), move |link| {
        let whose = link.clone();
        view! {
            <Head title="Your address" noindex=true />
            <div class="sheet">
                <header>
                    <h1>"Is this your address?"</h1>
                    <p><strong>{link.email}</strong> ", for the account @" {link.username} "."</p>
                </header>
                <PostForm action="/api/address/verify" class="panel form">
                    <ErrorSummary />
                    <input type="hidden" name="token" value=token />
                    <p>"Invitations that were sent to it then belong to the account."</p>
                    {proof(&whose)}
                    <button class="btn primary large block">"Yes, it is mine"</button>
                </PostForm>
            </div>
        }
    })
}

/// Shows that the account is the visitor's, who is not logged in: with the password, or by logging in first.
fn proof(link: &OpenLink) -> impl IntoView + use<> {
    let whose = format!("If you did not make the account @{}, close this page: nothing happens.", link.username);
    match link.proof {
        Proof::Click => None,
        Proof::Password => Some(Either::Left(view! {
            <TextField
                name="password"
                label="Your password"
                hint=whose
                kind="password"
                autocomplete="current-password"
                required=true
            />
        })),
        Proof::LogIn => Some(Either::Right(view! {
            <p>{whose} " If it is yours, " <a href="/login">"log in"</a> " first and open the link in the mail again."</p>
        })),
    }
}

/// `/address/{token}`
#[component]
pub fn ConfirmAddressPage() -> impl IntoView {
    let token = token();
    load(links::address(token.clone()), move |link| confirm(token, link))
}

fn confirm(token: String, link: OpenLink) -> impl IntoView {
    let whose = link.clone();
    let OpenLink { kind, email, username, .. } = link;
    let stopped = token.clone();
    let words = if kind == TokenKind::OldAddress {
        Either::Left(
            view! { "From now on the account @" {username} " shall have the address " <strong>{email}</strong> "." },
        )
    } else {
        Either::Right(view! { <strong>{email}</strong> " shall be the address of the account @" {username} "." })
    };
    view! {
        <Head title="Another address" noindex=true />
        <div class="sheet">
            <header>
                <h1>"Another address?"</h1>
                <p>{words}</p>
            </header>
            <div class="panel stack">
                <PostForm action="/api/address/confirm" class="form">
                    <ErrorSummary />
                    <input type="hidden" name="token" value=token />
                    {proof(&whose)}
                    <button class="btn primary large block">"Yes, change it"</button>
                </PostForm>
                <PostForm action="/api/address/stop">
                    <ErrorSummary />
                    <input type="hidden" name="token" value=stopped />
                    <button class="btn block">"No, stop this"</button>
                </PostForm>
            </div>
        </div>
    }
}
