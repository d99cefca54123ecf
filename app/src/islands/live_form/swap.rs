//! The answer's parts, put into the page without losing one's place.

use web_sys::{Document, Element, HtmlElement, HtmlFormElement};

use crate::islands::{
    dom::{document, say},
    parts::{LIVE, graft, pairs, typed_into},
    place::Place,
    wake,
};

/// The part that every page has; alone it does not make an answer.
const FLASH: &str = "flash";

/// Replaces every live part of the page that the answer has too; other forms keep what was typed. `None`, with nothing
/// changed, if there is none.
pub fn into_page(
    answer: &Document,
    sent: &HtmlFormElement,
    button: Option<&HtmlElement>,
    status: &Element,
) -> Option<()> {
    let page = document()?;
    let pairs = pairs(&page, answer, LIVE)?;
    if pairs.iter().all(|(part, _)| part.id() == FLASH) {
        return None;
    }
    let place = Place::of(
        page.active_element().filter(|element| element.tag_name() != "BODY").as_ref().or(button.map(AsRef::as_ref)),
    );
    let sent: &Element = sent.as_ref();
    let kept: Vec<Element> = typed_into(&page).into_iter().filter(|form| form != sent).collect();
    for (old, new) in &pairs {
        graft(old, new, &kept).or_else(|| old.replace_with_with_node_1(new).ok())?;
    }
    let flash = page.get_element_by_id(FLASH).and_then(|flash| flash.text_content()).unwrap_or_default();
    say(status, flash.trim());
    wake();
    place.go_on(&page);
    Some(())
}
