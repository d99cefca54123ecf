//! The login form, on its own page and wherever somebody has to log in first.

use leptos::{either::Either, prelude::*};

use super::{
    ErrorSummary, PostForm, TextField,
    held_form::{HeldForm, SECOND},
};
use crate::{error::AppError, facts::PageFacts, islands::PasskeyButton};

/// Logs in and goes on to `next`; a form that was refused because its session had ended is kept meanwhile. Where the
/// first of two steps is taken, it asks for the second.
#[component]
pub fn LoginForm(#[prop(optional, into)] next: String) -> impl IntoView {
    let facts = PageFacts::current();
    let refused = facts.refused.as_ref();
    let refused_first =
        refused.is_some_and(|refused| refused.action == FIRST && refused.error != AppError::SecondFactor);
    // What was refused knows where it was to lead.
    let kept = refused.and_then(|refused| refused.value("next")).filter(|kept| !kept.is_empty());
    let next = kept.map_or(next, ToOwned::to_owned);
    let first_taken = facts.second_step || refused.is_some_and(|refused| refused.error == AppError::SecondFactor);
    if first_taken && !refused_first {
        return Either::Left(view! { <SecondStep next=next /> });
    }
    Either::Right(view! {
        <PostForm action=FIRST class="panel form">
            <ErrorSummary />
            <input type="hidden" name="next" value=next />
            <HeldForm />
            <TextField name="login" label="E-mail or username" autocomplete="username" required=true max=254 />
            <TextField name="password" label="Password" kind="password" autocomplete="current-password" required=true />
            <button class="btn primary large block">"Log in"</button>
        </PostForm>
    })
}

/// A passkey, or a recovery code.
#[component]
fn SecondStep(next: String) -> impl IntoView {
    view! {
        <PostForm action=SECOND class="panel form">
            <p role="status"><strong>"One more step."</strong> " Please use your passkey, or one of your recovery codes."</p>
            <ErrorSummary />
            <input type="hidden" name="next" value=next />
            <HeldForm />
            <PasskeyButton from="/api/passkeys/begin_second" label="Use my passkey" />
            <TextField name="code" label="Recovery code" autocomplete="one-time-code" max=40 />
            <button class="btn block">"Log in with the code"</button>
        </PostForm>
        <PostForm action="/api/accounts/log_out">
            <button class="btn quiet block">"Start again"</button>
        </PostForm>
    }
}

const FIRST: &str = "/api/accounts/log_in";

/// The login page, and from there back to `page`.
pub(super) fn login_link(page: &str) -> String {
    let next = form_urlencoded::byte_serialize(page.as_bytes()).collect::<String>();
    format!("/login?next={next}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_back() {
        assert_eq!(login_link("/parties?tab=past"), "/login?next=%2Fparties%3Ftab%3Dpast");
    }
}
