//! What somebody sent whom this browser no longer knows: it can be sent once more.

use leptos::prelude::*;

use super::{PostForm, TextArea, held_form::held};
use crate::{
    error::AppError,
    facts::{PageFacts, RefusedForm},
};

/// Forms that guests send, who come by a personal link.
const OF_GUESTS: [&str; 2] = ["/api/board/", "/api/rsvps/"];
/// What they write there.
const WORDS: [&str; 3] = ["text", "message", "note"];

const BY_LINK: &str = "Did you come by a personal link? Open it again in another tab, so that this browser knows you. Then come back and send this once more.";
const BY_LOGIN: &str =
    "Are you logged in in another tab now? Then this browser knows you, and you can send from here what you filled in.";

/// The form of somebody who has to log in or to open a personal link again, with what to do; nothing where neither helps.
#[component]
pub fn KeptForm() -> impl IntoView {
    let facts = PageFacts::current();
    let refused = || facts.refused.as_deref().filter(|form| is_of_guest(form)).cloned();
    let form = held().or_else(refused).filter(|_| facts.user.is_none())?;
    let waits = form.error == AppError::NotLoggedIn;
    let words = written(&form);
    let text = words.and_then(|name| form.value(name)).unwrap_or_default().to_owned();
    let is_other = |field: &str| Some(field) != words && !field.starts_with('_');
    let others = form.fields.iter().filter(|(field, _)| is_other(field)).cloned();
    let others = others.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let subject = form.value("_subject").unwrap_or_default().to_owned();
    let heading = if words.is_some() { "What you wrote is not lost" } else { "Logged in in another tab?" };
    Some(view! {
        <section class="panel" aria-labelledby="kept">
            <PostForm action=form.action subject=subject page=form.page class="form">
                <h2 id="kept">{heading}</h2>
                {words.is_some().then(|| view! { <p>{BY_LINK}</p> })}
                {waits.then(|| view! { <p>{BY_LOGIN}</p> })}
                {others}
                {words.map(|name| view! { <TextArea name=name label="Your words" value=text unmarked=true /> })}
                <div class="actions">
                    <button class="btn primary">"Send again"</button>
                </div>
            </PostForm>
        </section>
    })
}

/// Words that were refused on a page that says that it is not for the one who wrote them.
fn is_of_guest(form: &RefusedForm) -> bool {
    matches!(form.error, AppError::Forbidden | AppError::NotFound) && written(form).is_some()
}

/// The field that holds what a guest wrote.
fn written(form: &RefusedForm) -> Option<&'static str> {
    let of_guests = OF_GUESTS.iter().any(|forms| form.action.starts_with(forms));
    WORDS.into_iter().find(|name| of_guests && form.value(name).is_some_and(|words| !words.trim().is_empty()))
}
