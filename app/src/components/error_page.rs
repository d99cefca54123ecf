//! Pages that say what went wrong, and what to do next.

use leptos::prelude::*;

use super::{Head, LoginForm, OtherWays, held_form::held, kept_form::KeptForm};
use crate::{error::AppError, facts::PageFacts};

/// Stands in for a page that cannot be shown.
#[component]
pub fn ErrorPage(error: AppError) -> impl IntoView {
    match error {
        AppError::NotLoggedIn => login_in_place().into_any(),
        error => explained(error).into_any(),
    }
}

fn explained(error: AppError) -> impl IntoView {
    view! {
        <Head title=error.title() noindex=true />
        <div class="container mid page">
            <div class="empty">
                <img src="/art/error.svg" alt="" width="240" height="180" />
                <h1>{error.title()}</h1>
                <p>{error.to_string()}</p>
                <div class="actions">{next_steps(&error)}</div>
            </div>
            <KeptForm />
        </div>
    }
}

/// The most useful step comes first.
fn next_steps(error: &AppError) -> impl IntoView + use<> {
    let facts = PageFacts::current();
    let link = |class: &'static str, href: String, label: &'static str| view! { <a class=class href=href>{label}</a> };
    let home = if facts.user.is_some() { ("/parties", "To my parties") } else { ("/", "To the front page") };
    let again = matches!(
        error,
        AppError::TooMany { .. } | AppError::Busy | AppError::Unavailable | AppError::StorageFull | AppError::Internal
    );
    let first = if again {
        link("btn primary", facts.page.clone(), "Try again")
    } else {
        link("btn primary", home.0.to_owned(), home.1)
    };
    let may_help = matches!(error, AppError::Forbidden | AppError::NotFound) && facts.user.is_none();
    let second = may_help.then(|| link("btn", super::login_form::login_link(&facts.page), "Log in"));
    view! {
        {first}
        {second}
    }
}

fn login_in_place() -> impl IntoView {
    let facts = PageFacts::current();
    let lost = held().is_some();
    // Whoever logs in elsewhere shall not find an empty form there.
    let elsewhere = if lost { String::new() } else { facts.page.clone() };
    let words = if lost {
        "You were logged out in the meantime. Nothing is lost: after you log in, your form is filled in as you left it."
    } else {
        "This page is for people with an account. After you log in, you come right back here."
    };
    view! {
        <Head title=AppError::NotLoggedIn.title() noindex=true />
        <div class="sheet">
            <header>
                <h1>{AppError::NotLoggedIn.title()}</h1>
                <p>{words}</p>
            </header>
            <LoginForm next=facts.page />
            <p class="after">"New here? " <a href="/signup">"Sign up"</a></p>
            <OtherWays next=elsewhere apart=lost />
            <KeptForm />
        </div>
    }
}
