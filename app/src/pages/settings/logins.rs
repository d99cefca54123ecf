//! My accounts elsewhere.

use leptos::prelude::*;

use super::{Settings, confirm};
use crate::{
    api::logins,
    components::{ErrorSummary, Icon, PostForm, load},
    domain::login::{Identity, LoginInfo, LoginProvider, LoginsState, WaitingLogin},
};

#[component]
pub fn LoginsPage() -> impl IntoView {
    load(logins::show(), show)
}

fn show(state: LoginsState) -> impl IntoView {
    let words = match (state.providers.is_empty(), state.logins.is_empty()) {
        (true, true) => "This site offers no login with accounts elsewhere.",
        (_, true) => "You can log in here with an account that you have elsewhere.",
        (_, false) => "With these accounts you can log in here.",
    };
    view! {
        <Settings current="/settings/logins">
            <section class="panel stack" aria-labelledby="logins">
                <h2 id="logins">"Accounts elsewhere"</h2>
                <p class="muted">{words}</p>
                <ul class="rows">{state.logins.into_iter().map(login).collect_view()}</ul>
                <div class="actions">{state.providers.into_iter().map(provider).collect_view()}</div>
            </section>
        </Settings>
    }
}

fn login(login: LoginInfo) -> impl IntoView {
    let LoginInfo { id, label, email, times } = login;
    let (subject, which) = (id.clone(), label.clone());
    let name = match email {
        Some(email) => format!("{label} · {email}"),
        None => label,
    };
    view! {
        <li>
            <div class="person">
                <Icon name="link" />
                <div>
                    <span class="name">{name}</span>
                    <p class="muted small">{times}</p>
                </div>
            </div>
            <PostForm action="/api/logins/disconnect" subject=subject>
                <ErrorSummary />
                <input type="hidden" name="id" value=id />
                <button class="btn small">"Disconnect" <span class="sr-only">" " {which}</span></button>
            </PostForm>
        </li>
    }
}

fn provider(provider: LoginProvider) -> impl IntoView {
    let LoginProvider { name, label } = provider;
    view! { <a class="btn" href=format!("/login/with/{name}")>"Connect " {label}</a> }
}

/// `/settings/logins/connect`: the owner confirms.
#[component]
pub fn ConnectLoginPage() -> impl IntoView {
    load(logins::waiting(), |waiting| {
        let WaitingLogin { identity: Identity { provider, email, name, .. }, has_password } = waiting;
        let who = email.unwrap_or(name);
        view! {
            <Settings current="/settings/logins">
                <section class="panel" aria-labelledby="connect">
                    <PostForm action="/api/logins/connect" class="form">
                        <h2 id="connect">"Connect " {provider.label.clone()} "?"</h2>
                        <p>"Whoever can log in to " {provider.label} " as " <strong>{who}</strong> " can then log in here as you."</p>
                        <ErrorSummary />
                        {has_password.then(confirm)}
                        <div class="actions">
                            <button class="btn primary">"Connect"</button>
                            <a class="btn quiet" href="/settings/logins">"Leave it"</a>
                        </div>
                    </PostForm>
                </section>
            </Settings>
        }
    })
}
