//! Forms that answer without a reload.

mod send;
mod swap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, SubmitEvent};

use self::send::Sending;
use super::{
    Script,
    dom::{document, each, listen},
    parts::LIVE,
};

/// Around elements with `data-live` and an `id`: forms inside such elements are sent in the background, and every such
/// element of the page is replaced by that of the answer, around what was typed into other forms. Whatever goes wrong ends
/// in an ordinary form post, which is safe because every form carries a key.
#[component]
pub fn LiveForm(children: Children) -> impl IntoView {
    view! {
        {children()}
        <p class="sr-only" role="status" data-live-status=""></p>
        <Script />
    }
}

pub(super) fn wake() {
    each("body", |body: Element| listen(&body, "submit", submit));
}

fn submit(event: Event) -> Option<()> {
    let event: SubmitEvent = event.dyn_into().ok()?;
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let status = document()?.query_selector("[data-live-status]").ok()??;
    form.closest(LIVE).ok()??;
    if form.method() != "post"
        || form.enctype() != "application/x-www-form-urlencoded"
        || form.has_attribute(send::PLAIN)
    {
        return None;
    }
    event.prevent_default();
    // The second of two taps.
    if form.has_attribute(send::BUSY) {
        return None;
    }
    Sending { form, button: event.submitter(), status }.start()
}
