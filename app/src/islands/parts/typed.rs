//! Forms that somebody has begun to fill in.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement};

use crate::islands::dom::all;

/// Forms in which a field is not as it was sent, or has the focus, and forms on their way.
pub fn typed_into(page: &Document) -> Vec<Element> {
    let here = page
        .active_element()
        .filter(|element| element.matches("input, textarea, select").unwrap_or(false))
        .and_then(|field| field.closest("form").ok()?);
    let forms = page.query_selector_all("form").map(|forms| all(&forms)).unwrap_or_default();
    let is_sent = |form: &Element| form.has_attribute("aria-busy");
    forms.into_iter().filter(|form| here.as_ref() == Some(form) || is_sent(form) || is_begun(form)).collect()
}

fn is_begun(form: &Element) -> bool {
    let fields = form.query_selector_all("input, textarea, select").map(|fields| all(&fields)).unwrap_or_default();
    fields.iter().any(is_changed)
}

fn is_changed(field: &Element) -> bool {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        return match input.type_().as_str() {
            "hidden" | "submit" | "button" => false,
            "checkbox" | "radio" => input.checked() != input.default_checked(),
            "file" => input.files().is_some_and(|files| files.length() > 0),
            _ => input.value() != input.default_value(),
        };
    }
    if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        return area.default_value().is_ok_and(|sent| area.value() != sent);
    }
    field.dyn_ref::<HtmlSelectElement>().is_some_and(|select| select.selected_index() != sent_index(select))
}

/// The option that was chosen when the page was sent; else browsers choose the first.
fn sent_index(select: &Element) -> i32 {
    let options = select.query_selector_all("option").map(|options| all(&options)).unwrap_or_default();
    let mut options = options.into_iter().filter_map(|option| option.dyn_into::<HtmlOptionElement>().ok());
    options.find(HtmlOptionElement::default_selected).map_or(0, |option| option.index())
}
