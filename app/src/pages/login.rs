//! Logging in and out.

mod arrive;
mod ask;
mod mailed;
mod passkey;

pub use arrive::ArrivalPage;
pub use ask::{AskLinkPage, AskResetPage};
pub use mailed::{ConfirmAddressPage, LinkPage, ResetPage, VerifyPage};
pub use passkey::PasskeyLoginPage;

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    components::{ErrorSummary, Head, LoginForm, OtherWays, PostForm},
    domain::{text::with_next, user::Person},
    facts::PageFacts,
};

#[component]
pub fn LoginPage() -> impl IntoView {
    let next = use_query_map().read_untracked().get("next").unwrap_or_default();
    let inside = match PageFacts::current().user {
        Some(user) => Either::Left(already(user)),
        None => Either::Right(view! {
            <header>
                <h1>"Welcome back"</h1>
            </header>
            <LoginForm next=next.clone() />
            <p class="after">"New here? " <a href=with_next("/signup", &next)>"Sign up"</a></p>
            <OtherWays next=next />
        }),
    };
    view! {
        <Head title="Log in" description="Log in to your parties." />
        <div class="sheet">{inside}</div>
    }
}

fn already(user: Person) -> impl IntoView {
    view! {
        <header>
            <h1>"You are logged in"</h1>
            <p>"As " {user.name} ", @" {user.username} "."</p>
        </header>
        <div class="panel stack">
            <a class="btn primary large block" href="/parties">"To my parties"</a>
            <a class="btn block" href="/logout">"Log out"</a>
        </div>
    }
}

#[component]
pub fn LogoutPage() -> impl IntoView {
    let inside = match PageFacts::current().user {
        Some(user) => Either::Left(leave(user)),
        None => Either::Right(view! {
            <header>
                <h1>"You are logged out"</h1>
            </header>
            <div class="panel stack">
                <a class="btn primary large block" href="/login">"Log in"</a>
                <a class="btn block" href="/">"To the front page"</a>
            </div>
        }),
    };
    view! {
        <Head title="Log out" noindex=true />
        <div class="sheet">{inside}</div>
    }
}

fn leave(user: Person) -> impl IntoView {
    view! {
        <header>
            <h1>"Log out?"</h1>
            <p>"You are logged in as " {user.name} ", @" {user.username} "."</p>
        </header>
        <PostForm action="/api/accounts/log_out" class="panel form">
            <ErrorSummary />
            <button class="btn primary large block">"Log out"</button>
            <a class="btn quiet block" href="/">"Stay"</a>
        </PostForm>
    }
}
