//! Where somebody is on the page, to be found again after parts of it were replaced.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use super::parts::ANY;

/// A field, button or link, and the part around it.
pub struct Place {
    selector: Option<String>,
    part: Option<String>,
}

impl Place {
    pub fn of(element: Option<&Element>) -> Self {
        let part = element.and_then(|element| element.closest(ANY).ok()?).map(|part| part.id());
        Self { selector: element.and_then(selector), part }
    }

    /// What is to be put right comes first, then the same place as before, then the heading of the part.
    pub fn go_on(&self, page: &Document) -> Option<()> {
        let part = self.part()?;
        let heading = || {
            let heading = find(page, &format!("{part} :is(h2, h3)")).or_else(|| find(page, &part))?;
            heading.set_attribute("tabindex", "-1").ok()?;
            Some(heading)
        };
        focus(find(page, ".error-summary").or_else(|| self.same(page)).or_else(heading)?)
    }

    /// The same place as before, if it is still there; nobody is sent elsewhere.
    pub fn go_back(&self, page: &Document) -> Option<()> {
        focus(self.same(page)?)
    }

    fn same(&self, page: &Document) -> Option<Element> {
        find(page, &format!("{} {}", self.part()?, self.selector.as_ref()?))
    }

    fn part(&self) -> Option<String> {
        Some(format!("[id=\"{}\"]", self.part.as_ref()?))
    }
}

fn find(page: &Document, selector: &str) -> Option<Element> {
    page.query_selector(selector).ok().flatten()
}

fn focus(element: Element) -> Option<()> {
    element.dyn_into::<HtmlElement>().ok()?.focus().ok()
}

/// Finds the element inside its part, by what it is within the nearest thing that has a name of its own.
fn selector(element: &Element) -> Option<String> {
    let id = element.id();
    if !id.is_empty() {
        return Some(format!("[id=\"{id}\"]"));
    }
    let what = what(element)?;
    let around = element.closest("[id]").ok().flatten().filter(|around| !around.matches(ANY).unwrap_or(true));
    Some(match around {
        Some(around) => format!("[id=\"{}\"] {what}", around.id()),
        None => what,
    })
}

fn what(element: &Element) -> Option<String> {
    if element.tag_name() == "SUMMARY" {
        return Some("summary".to_owned());
    }
    let attribute = |name: &str| element.get_attribute(name).map(|value| format!("[{name}=\"{value}\"]"));
    match (attribute("name"), attribute("value"), attribute("href")) {
        (Some(name), value, _) => Some(name + &value.unwrap_or_default()),
        (None, _, href) => href,
    }
}
