//! `/login/new`: somebody comes from elsewhere for the first time.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    api::logins,
    components::{ErrorSummary, Head, NewPersonFields, PostForm, TextField, load},
    domain::{
        login::{Arrival, Identity, Known},
        text::with_next,
    },
};

#[component]
pub fn ArrivalPage() -> impl IntoView {
    let next = use_query_map().read_untracked().get("next").unwrap_or_default();
    load(logins::arrival(), move |arrival| arrived(arrival, next))
}

fn arrived(arrival: Arrival, next: String) -> impl IntoView {
    let Arrival { identity, username, known } = arrival;
    let label = identity.provider.label.clone();
    let email = identity.email.clone().unwrap_or_default();
    let back = with_next("/login", &next);
    let form = match known {
        Known::No => new_account(identity, username, next).into_any(),
        Known::Same => same_person(email, next).into_any(),
        Known::SameWithoutPassword | Known::Unsure => log_in_first(email).into_any(),
    };
    view! {
        <Head title="Welcome" noindex=true />
        <div class="sheet">
            <header>
                <h1>"Nice to meet you"</h1>
                <p>"You come with your " {label} " account."</p>
            </header>
            {form}
            <p class="after">"Been here before? " <a href=back>"Log in"</a> " and connect it in your settings."</p>
        </div>
    }
}

fn new_account(identity: Identity, username: String, next: String) -> impl IntoView {
    let verified = identity.verified_address().map(|email| email.as_str().to_owned());
    let email = move || match verified {
        Some(email) => view! { <p class="muted">"Your e-mail here: " {email}</p> }.into_any(),
        None => view! {
            <TextField
                name="email"
                label="E-mail"
                value=identity.email.unwrap_or_default()
                hint="Other people do not see it."
                kind="email"
                autocomplete="email"
                max=254
                required=true
            />
        }
        .into_any(),
    };
    view! {
        <PostForm action="/api/logins/sign_up" class="panel form">
            <ErrorSummary />
            <input type="hidden" name="next" value=next />
            <NewPersonFields name=identity.name username=username />
            {email()}
            <button class="btn primary large block">"Make my account"</button>
        </PostForm>
    }
}

fn same_person(email: String, next: String) -> impl IntoView {
    view! {
        <PostForm action="/api/logins/link" class="panel form">
            <p>"There is an account with your address " <strong>{email}</strong> ". With its password the two are connected."</p>
            <ErrorSummary />
            <input type="hidden" name="next" value=next />
            <TextField name="password" label="Password" kind="password" autocomplete="current-password" required=true />
            <button class="btn primary large block">"Connect and log in"</button>
        </PostForm>
    }
}

fn log_in_first(email: String) -> impl IntoView {
    view! {
        <div class="panel">
            <p>
                "Somebody here has the address " <strong>{email}</strong>
                ". If that is you, log in as you usually do or set a new password, and then connect the two in your settings."
            </p>
        </div>
    }
}
