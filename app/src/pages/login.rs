//! Logging in and out.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    components::{ErrorSummary, Head, LoginForm, PostForm},
    domain::user::Person,
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
            <p class="after">"New here? " <a href=link_with("/signup", &next)>"Sign up"</a></p>
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

/// A link that keeps where somebody wanted to go.
pub(super) fn link_with(path: &str, next: &str) -> String {
    if next.is_empty() {
        return path.to_owned();
    }
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{path}?next={next}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_the_way() {
        assert_eq!(link_with("/signup", ""), "/signup");
        assert_eq!(link_with("/signup", "/p/1?tab=a&b"), "/signup?next=%2Fp%2F1%3Ftab%3Da%26b");
    }
}
