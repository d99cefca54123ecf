//! The login form, on its own page and wherever somebody has to log in first.

use leptos::{either::Either, prelude::*};

use super::{ErrorSummary, PostForm, TextField, form::FormScope};
use crate::{
    error::AppError,
    facts::{PageFacts, RefusedForm},
    islands::PasskeyButton,
};

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

/// The refused form within the login form, so that it comes back filled in.
#[component]
fn HeldForm() -> impl IntoView {
    let scope = FormScope::current();
    let refused = PageFacts::current().refused;
    let held = match (&scope.refused, &refused) {
        (Some(failed_login), _) => held_before(failed_login),
        (None, Some(first_step)) if first_step.error == AppError::SecondFactor => held_before(first_step),
        (None, Some(refused)) if refused.error == AppError::NotLoggedIn => hold(refused),
        _ => Vec::new(),
    };
    held.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()
}

const FIRST: &str = "/api/accounts/log_in";
const SECOND: &str = "/api/passkeys/second";
const HELD: [&str; 3] = ["_held_action", "_held_page", "_held"];

fn hold(refused: &RefusedForm) -> Vec<(&'static str, String)> {
    let fields = form_urlencoded::Serializer::new(String::new()).extend_pairs(&refused.fields).finish();
    HELD.into_iter().zip([refused.action.clone(), refused.page.clone(), fields]).collect()
}

fn held_before(failed_login: &RefusedForm) -> Vec<(&'static str, String)> {
    let kept = |name| failed_login.value(name).map(|value| (name, value.to_owned()));
    HELD.into_iter().filter_map(kept).collect()
}

/// The login page, and from there back to `page`.
pub(super) fn login_link(page: &str) -> String {
    let next = form_urlencoded::byte_serialize(page.as_bytes()).collect::<String>();
    format!("/login?next={next}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(action: &str, fields: &[(&str, &str)]) -> RefusedForm {
        RefusedForm {
            action: action.to_owned(),
            page: "/p/1/edit".to_owned(),
            fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            error: AppError::NotLoggedIn,
        }
    }

    #[test]
    fn a_form_survives_a_wrong_password() {
        let held = hold(&refused("/api/parties/update", &[("title", "Ärger & Co"), ("flat", "")]));
        assert_eq!(held[2], ("_held", "title=%C3%84rger+%26+Co&flat=".to_owned()));
        let fields: Vec<_> = held.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(held_before(&refused("/api/accounts/log_in", &fields)), held);
    }

    #[test]
    fn links_back() {
        assert_eq!(login_link("/parties?tab=past"), "/login?next=%2Fparties%3Ftab%3Dpast");
    }
}
