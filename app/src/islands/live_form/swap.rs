//! The answer's parts, put into the page without losing one's place.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use super::LIVE;
use crate::islands::{
    dom::{all, document, say},
    wake,
};

/// The part that every page has; alone it does not make an answer.
const FLASH: &str = "flash";

/// Replaces every live part of the page that the answer has too. `None`, with nothing changed, if there is none.
pub fn into_page(answer: &Document, button: Option<&HtmlElement>, status: &Element) -> Option<()> {
    let page = document()?;
    let parts = all(&page.query_selector_all(LIVE).ok()?);
    let pairs: Vec<_> =
        parts.into_iter().filter_map(|part| Some((answer.get_element_by_id(&part.id())?, part))).collect();
    if pairs.iter().all(|(_, part)| part.id() == FLASH) {
        return None;
    }
    let place = Place::of(
        page.active_element().filter(|element| element.tag_name() != "BODY").as_ref().or(button.map(AsRef::as_ref)),
    );
    for (new, part) in &pairs {
        part.replace_with_with_node_1(new).ok()?;
    }
    let flash = page.get_element_by_id(FLASH).and_then(|flash| flash.text_content()).unwrap_or_default();
    say(status, flash.trim());
    wake();
    place.go_back(&page);
    Some(())
}

/// Where somebody was: a field or button, and the part around it.
struct Place {
    selector: Option<String>,
    part: Option<String>,
}

impl Place {
    fn of(element: Option<&Element>) -> Self {
        let part = element.and_then(|element| element.closest(LIVE).ok()?).map(|part| part.id());
        Self { selector: element.and_then(selector), part }
    }

    /// What is to be put right comes first, then the same place as before, then the heading of the part.
    fn go_back(&self, page: &Document) -> Option<()> {
        let part = format!("[data-live][id=\"{}\"]", self.part.as_ref()?);
        let find = |selector: &str| page.query_selector(selector).ok().flatten();
        let same = || find(&format!("{part} {}", self.selector.as_ref()?));
        let heading = || {
            let heading = find(&format!("{part} :is(h2, h3)")).or_else(|| find(&part))?;
            heading.set_attribute("tabindex", "-1").ok()?;
            Some(heading)
        };
        let target = find(".error-summary").or_else(same).or_else(heading)?;
        target.dyn_into::<HtmlElement>().ok()?.focus().ok()
    }
}

fn selector(element: &Element) -> Option<String> {
    let id = element.id();
    if !id.is_empty() {
        return Some(format!("[id=\"{id}\"]"));
    }
    let named = format!("[name=\"{}\"]", element.get_attribute("name")?);
    Some(match element.get_attribute("value") {
        Some(value) => format!("{named}[value=\"{value}\"]"),
        None => named,
    })
}
