//! Buttons that ask the device for a passkey.

use js_sys::{
    Function, JSON, Object, Promise, Reflect,
    futures::{JsFuture, spawn_local},
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, FormData, Headers, HtmlElement, HtmlFormElement, HtmlInputElement, RequestInit, Response, UrlSearchParams,
};

use super::{
    Script,
    dom::{each, find, listen, say},
};

const FAILED: &str = "That did not work. Please try again, or choose another way.";
const UNKNOWN: &str = "This browser does not know passkeys. Please choose another way.";

/// A button inside a form that gets a challenge from `from`, has the device answer it, and sends the form with the answer.
/// A new passkey is made only if `from` finds nothing wrong in the form.
/// Without script it says that it needs one.
#[component]
pub fn PasskeyButton(
    from: &'static str,
    label: &'static str,
    /// Makes a new passkey.
    #[prop(optional)]
    create: bool,
) -> impl IntoView {
    let kind = if create { "create" } else { "get" };
    view! {
        <input type="hidden" name="credential" />
        <button type="button" class="btn primary large block" hidden=true data-passkey=kind data-from=from>{label}</button>
        <p role="status" class="field-error" data-passkey-status=""></p>
        <noscript><p class="muted">"Passkeys need JavaScript, which is switched off here."</p></noscript>
        <Script />
    }
}

pub(super) fn wake() {
    each("[data-passkey]", ready);
}

fn ready(button: Element) -> Option<()> {
    let button: HtmlElement = button.dyn_into().ok()?;
    let form: HtmlFormElement = button.closest("form").ok()??.dyn_into().ok()?;
    let status = find::<Element>(&form, "[data-passkey-status]")?;
    if reader(&button).is_none() {
        say(&status, UNKNOWN);
        return None;
    }
    button.set_hidden(false);
    listen(&button.clone(), "click", move |_| {
        say(&status, "");
        let (button, form, status) = (button.clone(), form.clone(), status.clone());
        // What is missing in the form is told before the device is asked.
        if !form.report_validity() {
            return None;
        }
        spawn_local(async move {
            if answer(&button, &form).await.is_none() {
                say(&status, FAILED);
            }
        });
        Some(())
    })
}

/// The browser's own reader of challenges, and the object it belongs to.
fn reader(button: &HtmlElement) -> Option<(JsValue, Function)> {
    let name = if creates(button) { "parseCreationOptionsFromJSON" } else { "parseRequestOptionsFromJSON" };
    let class = get(web_sys::window()?.as_ref(), "PublicKeyCredential")?;
    let reader = get(&class, name)?.dyn_into().ok()?;
    Some((class, reader))
}

fn creates(button: &HtmlElement) -> bool {
    button.get_attribute("data-passkey").as_deref() == Some("create")
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}

async fn answer(button: &HtmlElement, form: &HtmlFormElement) -> Option<()> {
    let field = find::<HtmlInputElement>(form, "input[name=credential]")?;
    field.set_value("");
    let response = challenge(button, form).await?;
    if !response.ok() {
        // Without a passkey, the answer to the form is what is wrong in it.
        return if creates(button) { form.request_submit().ok() } else { None };
    }
    let challenge = JsFuture::from(response.json().ok()?).await.ok()?;
    let (class, reader) = reader(button)?;
    let options = reader.call1(&class, &get(&challenge, "publicKey")?).ok()?;
    let request = JsValue::from(Object::new());
    Reflect::set(&request, &"publicKey".into(), &options).ok()?;
    let device = get(&web_sys::window()?.navigator(), "credentials")?;
    let ask: Function = get(&device, if creates(button) { "create" } else { "get" })?.dyn_into().ok()?;
    let promise: Promise = ask.call1(&device, &request).ok()?.dyn_into().ok()?;
    let credential = JsFuture::from(promise).await.ok()?;
    let text = JSON::stringify(&credential).ok()?;
    field.set_value(&String::from(text));
    form.request_submit().ok()
}

/// Asks for a challenge; for that of a new passkey the form has to be right.
async fn challenge(button: &HtmlElement, form: &HtmlFormElement) -> Option<Response> {
    let headers = Headers::new().ok()?;
    headers.set("Accept", "application/json").ok()?;
    headers.set("Content-Type", "application/x-www-form-urlencoded").ok()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    if creates(button) {
        let fields = FormData::new_with_form(form).ok()?;
        request.set_body(&UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?.into());
    }
    let response = web_sys::window()?.fetch_with_str_and_init(&button.get_attribute("data-from")?, &request);
    JsFuture::from(response).await.ok()?.dyn_into().ok()
}
