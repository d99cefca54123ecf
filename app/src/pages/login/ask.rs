//! Asking for a link by mail. On a site without mail these pages say who can help.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    components::{ErrorSummary, Head, PostForm, TextField},
    domain::text::with_next,
    facts::PageFacts,
};

/// `/login/reset`
#[component]
pub fn AskResetPage() -> impl IntoView {
    let inside = if PageFacts::current().mail {
        Either::Left(view! {
            <PostForm action="/api/links/ask_reset" class="panel form">
                <ErrorSummary />
                <EmailField hint="You get a link that works for an hour." />
                <button class="btn primary large block">"Send me a link"</button>
            </PostForm>
        })
    } else {
        Either::Right(no_mail())
    };
    view! {
        <Head title="New password" noindex=true />
        <div class="sheet">
            <header>
                <h1>"Forgot your password?"</h1>
            </header>
            {inside}
            <p class="after"><a href="/login">"Back to log in"</a></p>
        </div>
    }
}

/// `/login/link`
#[component]
pub fn AskLinkPage() -> impl IntoView {
    let next = use_query_map().read_untracked().get("next").unwrap_or_default();
    let back = with_next("/login", &next);
    let inside = if PageFacts::current().mail {
        Either::Left(view! {
            <PostForm action="/api/links/ask_login" class="panel form">
                <ErrorSummary />
                <input type="hidden" name="next" value=next />
                <EmailField hint="The one that you have verified. The link works for a quarter of an hour." />
                <button class="btn primary large block">"Send me a link"</button>
            </PostForm>
        })
    } else {
        Either::Right(no_mail())
    };
    view! {
        <Head title="Log in without a password" noindex=true />
        <div class="sheet">
            <header>
                <h1>"Log in without a password"</h1>
            </header>
            {inside}
            <p class="after"><a href=back>"Back to log in"</a></p>
        </div>
    }
}

#[component]
fn EmailField(hint: &'static str) -> impl IntoView {
    view! {
        <TextField name="email" label="Your e-mail" hint=hint kind="email" autocomplete="email" max=254 required=true />
    }
}

fn no_mail() -> impl IntoView {
    view! {
        <div class="panel">
            <p>"This site sends no mail. Please ask the person who runs it: they can give you a new password."</p>
        </div>
    }
}
