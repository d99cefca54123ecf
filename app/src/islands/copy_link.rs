//! A link with a button that copies it.

use js_sys::futures::{JsFuture, spawn_local};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, HtmlInputElement};

use super::{
    Script,
    dom::{document, each, find, later, listen, say},
};
use crate::components::Icon;

/// How long "Copied" stays, in milliseconds.
const SHOWN_FOR: i32 = 3_000;

/// The link in a field to copy from, and with a script a button that does it.
#[component]
pub fn CopyLink(link: String, label: String) -> impl IntoView {
    let id = format!("link-{}", link.rsplit('/').next().unwrap_or_default());
    view! {
        <div class="inline-form" data-copy-link="">
            <label for=id.clone()>{label.clone()}</label>
            <input id=id type="text" readonly=true value=link />
            <button class="btn" type="button" hidden=true>
                <Icon name="copy" />
                <span>"Copy"</span>
                " "
                <span class="sr-only">{label}</span>
            </button>
            <span class="sr-only" role="status"></span>
            <Script />
        </div>
    }
}

pub(super) fn wake() {
    each("[data-copy-link]", offer);
}

fn offer(place: Element) -> Option<()> {
    let input: HtmlInputElement = find(&place, "input")?;
    let button: Element = find(&place, "button")?;
    let words = Words { button: find(&button, "span")?, status: find(&place, "[role=status]")? };
    button.remove_attribute("hidden").ok()?;
    listen(&input, "focus", {
        let input = input.clone();
        move |_| {
            input.select();
            Some(())
        }
    })?;
    listen(&button, "click", move |_| copy(&input, &words))
}

/// What the button says, and what is said to those who do not see it change.
#[derive(Clone)]
struct Words {
    button: Element,
    status: Element,
}

impl Words {
    fn say(&self, button: &str, status: &str) {
        say(&self.button, button);
        say(&self.status, status);
    }

    fn reset_later(self) {
        later(SHOWN_FOR, move || self.say("Copy", ""));
    }
}

fn copy(input: &HtmlInputElement, words: &Words) -> Option<()> {
    input.select();
    let (text, words) = (input.value(), words.clone());
    spawn_local(async move {
        if to_clipboard(&text).await.or_else(copy_marked).is_some() {
            words.say("Copied", "Copied");
            words.reset_later();
        } else {
            words.say("Copy", "The link is marked: please copy it with the keyboard.");
        }
    });
    Some(())
}

async fn to_clipboard(text: &str) -> Option<()> {
    let clipboard = web_sys::window()?.navigator().clipboard();
    // Browsers offer it over HTTPS and on their own machine only.
    if clipboard.is_undefined() {
        return None;
    }
    JsFuture::from(clipboard.write_text(text)).await.ok().map(|_| ())
}

fn copy_marked() -> Option<()> {
    let document: HtmlDocument = document()?.dyn_into().ok()?;
    document.exec_command("copy").ok()?.then_some(())
}
