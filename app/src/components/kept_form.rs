//! What somebody wrote whom this browser no longer knows: it can be sent once more.

use leptos::prelude::*;

use super::{PostForm, TextArea};
use crate::{
    error::AppError,
    facts::{PageFacts, RefusedForm},
};

/// Forms that guests send, who come by a personal link.
const OF_GUESTS: [&str; 2] = ["/api/board/", "/api/rsvps/"];
/// What they write there.
const WORDS: [&str; 3] = ["text", "message", "note"];

/// The form of a guest without a link, with what to do; nothing where nothing was written.
#[component]
pub fn KeptForm() -> impl IntoView {
    let facts = PageFacts::current();
    let form = facts.refused.filter(|form| facts.user.is_none() && may_help(form))?;
    let name = written(&form)?;
    let is_other = |field: &str| field != name && !field.starts_with('_');
    let others = form.fields.iter().filter(|(field, _)| is_other(field)).cloned();
    let others = others.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let subject = form.value("_subject").unwrap_or_default().to_owned();
    Some(view! {
        <section class="panel" aria-labelledby="kept">
            <PostForm action=form.action.clone() subject=subject page=form.page.clone() class="form">
                <h2 id="kept">"What you wrote is not lost"</h2>
                <p>
                    "Did you come by a personal link? Open it again in another tab, so that this browser knows you. Then come back and send this once more."
                </p>
                {others}
                <TextArea name=name label="Your words" unmarked=true />
                <div class="actions">
                    <button class="btn primary">"Send again"</button>
                </div>
            </PostForm>
        </section>
    })
}

/// Refused because nobody knows who sent it.
fn may_help(form: &RefusedForm) -> bool {
    OF_GUESTS.iter().any(|forms| form.action.starts_with(forms))
        && matches!(form.error, AppError::NotLoggedIn | AppError::Forbidden | AppError::NotFound)
}

/// The field that holds what was written.
fn written(form: &RefusedForm) -> Option<&'static str> {
    WORDS.into_iter().find(|name| form.value(name).is_some_and(|words| !words.trim().is_empty()))
}
