//! The few things that islands do with a page. Whatever is missing there is no reason to fail: `None` ends the attempt.

use js_sys::futures::JsFuture;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{
    Document, DomParser, Element, Event, EventTarget, Headers, NodeList, RequestInit, Response, SupportedType,
};

/// Carries `start` out in the browser for every element that matches and was not started yet; never on the server.
pub fn each<T: JsCast>(selector: &str, start: fn(T) -> Option<()>) {
    if cfg!(target_arch = "wasm32") {
        for element in fresh(selector).unwrap_or_default() {
            if let Ok(element) = element.dyn_into() {
                start(element);
            }
        }
    }
}

fn fresh(selector: &str) -> Option<Vec<Element>> {
    const READY: &str = "data-ready";
    let found = all(&document()?.query_selector_all(selector).ok()?);
    Some(
        found
            .into_iter()
            .filter(|element| !element.has_attribute(READY) && element.set_attribute(READY, "").is_ok())
            .collect(),
    )
}

pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Asks this site for a page; `live` where nobody has asked for it.
pub async fn ask(address: &str, request: RequestInit, live: bool) -> Option<Response> {
    let headers = Headers::new().ok()?;
    headers.set("Accept", "text/html").ok()?;
    if live {
        headers.set("X-Live", "1").ok()?;
    }
    request.set_headers(&headers);
    let answer = web_sys::window()?.fetch_with_str_and_init(address, &request);
    JsFuture::from(answer).await.ok()?.dyn_into().ok()
}

/// The page that was answered.
pub async fn page_of(answer: Response) -> Option<Document> {
    let html = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()
}

/// The first match inside an element.
pub fn find<T: JsCast>(element: &Element, selector: &str) -> Option<T> {
    element.query_selector(selector).ok()??.dyn_into().ok()
}

pub fn all(found: &NodeList) -> Vec<Element> {
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// Listens as long as the page is there.
pub fn listen(target: &EventTarget, event: &str, mut act: impl FnMut(Event) -> Option<()> + 'static) -> Option<()> {
    let listener: Box<dyn FnMut(Event)> = Box::new(move |event: Event| {
        act(event);
    });
    let listener = Closure::<dyn FnMut(Event)>::wrap(listener).into_js_value();
    target.add_event_listener_with_callback(event, listener.unchecked_ref()).ok()
}

/// Does something once, so many milliseconds from now.
pub fn later(milliseconds: i32, act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    let act = Closure::once_into_js(act);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds);
    }
}

/// Adds a new element with a class and text at the end of `parent`.
pub fn add(parent: &Element, tag: &str, class: &str, text: &str) -> Option<()> {
    let element = document()?.create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    parent.append_child(&element).ok().map(|_| ())
}

/// Sets the text, if it is another one; screen readers read every change aloud.
pub fn say(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}
