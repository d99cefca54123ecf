//! Photos sent one by one, with bars that tell how far they are. Without it the form sends all of them at once.

mod item;
mod queue;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element, Event, FileList, HtmlFormElement, HtmlInputElement};

use self::queue::Queue;
use super::{
    Script,
    dom::{document, each, find, listen},
};

/// Inside a form with a field for many files: sends its photos a few at a time, also those that are dropped on the page or
/// pasted into it, and tries again what does not arrive.
#[component]
pub fn Uploader() -> impl IntoView {
    view! {
        <div class="uploader" data-uploader="" hidden=true>
            <p role="status"></p>
            <progress max="1" value="0" aria-label="All photos together"></progress>
            <ul></ul>
        </div>
        <Script />
    }
}

pub(super) fn wake() {
    each("[data-uploader]", watch);
}

fn watch(place: Element) -> Option<()> {
    let form: HtmlFormElement = place.closest("form").ok()??.dyn_into().ok()?;
    let input: HtmlInputElement = find(&form, "input[type=file]")?;
    let queue = Queue::new(&form, &place)?;
    let (page, window) = (document()?, web_sys::window()?);
    listen(&form, "submit", {
        let (input, queue) = (input.clone(), queue.clone());
        move |event| {
            let files = input.files().filter(|files| files.length() > 0)?;
            event.prevent_default();
            queue.take(&files);
            input.set_value("");
            Some(())
        }
    })?;
    // A page accepts what is dropped on it only if it says so all the while.
    listen(&page, "dragover", |event| {
        event.prevent_default();
        Some(())
    })?;
    listen(&page, "drop", {
        let queue = queue.clone();
        move |event| {
            let files = event.dyn_ref::<DragEvent>()?.data_transfer()?.files();
            take(&queue, &event, files)
        }
    })?;
    listen(&page, "paste", {
        let queue = queue.clone();
        move |event| {
            let files = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.files();
            take(&queue, &event, files)
        }
    })?;
    listen(&window, "online", {
        let queue = queue.clone();
        move |_| {
            queue.reconnect();
            Some(())
        }
    })?;
    listen(&window, "beforeunload", move |event| {
        if queue.is_busy() {
            event.prevent_default();
        }
        Some(())
    })
}

/// Text that is pasted or dropped is none of our business.
fn take(queue: &Queue, event: &Event, files: Option<FileList>) -> Option<()> {
    let files = files.filter(|files| files.length() > 0)?;
    event.prevent_default();
    queue.take(&files);
    Some(())
}
