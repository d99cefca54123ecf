//! Parts of the page that a newer page replaces: elements with an `id` which have `data-live`, for the answers to forms in
//! them, or a `data-topic`, for what others do. What somebody has typed stays.

mod graft;
mod typed;

pub use graft::graft;
pub use typed::typed_into;

use web_sys::{Document, Element, HtmlInputElement};

use super::dom::{all, find};

/// Parts whose forms are answered without a reload.
pub const LIVE: &str = "[data-live][id]";
/// Any part.
pub const ANY: &str = "[id]:is([data-live], [data-topic])";

/// The parts of the page that match, each with its newer one. Those inside of others go along with these.
pub fn pairs(page: &Document, newer: &Document, selector: &str) -> Option<Vec<(Element, Element)>> {
    let parts = all(&page.query_selector_all(selector).ok()?);
    let outside = |part: &Element| {
        let above = part.parent_element().and_then(|above| above.closest(selector).ok()?);
        above.is_none()
    };
    let newer = |part: Element| Some((newer.get_element_by_id(&part.id())?, part));
    Some(parts.into_iter().filter(outside).filter_map(newer).map(|(new, old)| (old, new)).collect())
}

/// Replaces a part around what is kept. What was unfolded or chosen is so again, and pictures that are there move
/// along, so that they are not drawn again. `None`, with nothing changed, where something that is kept has no place any
/// more.
pub fn renew(old: &Element, new: &Element, kept: &[Element]) -> Option<()> {
    graft::fits(old, new, kept).then_some(())?;
    keep_unfolded(old, new)?;
    keep_chosen(old, new)?;
    keep_pictures(old, new, kept)?;
    graft(old, new, kept)
}

fn keep_unfolded(old: &Element, new: &Element) -> Option<()> {
    let unfolded: Vec<_> = all(&old.query_selector_all("details[open]").ok()?).iter().map(drawer).collect();
    for details in all(&new.query_selector_all("details:not([open])").ok()?) {
        if unfolded.contains(&drawer(&details)) {
            details.set_attribute("open", "").ok()?;
        }
    }
    Some(())
}

/// Where a drawer is, and what it says.
fn drawer(details: &Element) -> (Option<String>, Option<String>) {
    let around = details.closest("[id]").ok().flatten().map(|around| around.id());
    (around, find::<Element>(details, "summary").and_then(|summary| summary.text_content()))
}

/// Boxes that belong to a form elsewhere on the page.
fn keep_chosen(old: &Element, new: &Element) -> Option<()> {
    for chosen in all(&old.query_selector_all(".choose:checked").ok()?) {
        let same = [".choose[value=\"", &chosen.get_attribute("value")?, "\"]"].concat();
        if let Some(same) = find::<HtmlInputElement>(new, &same) {
            same.set_checked(true);
        }
    }
    Some(())
}

fn keep_pictures(old: &Element, new: &Element, kept: &[Element]) -> Option<()> {
    let mut drawn = all(&old.query_selector_all("img").ok()?);
    drawn.retain(|picture| !kept.iter().any(|form| form.contains(Some(picture))));
    for picture in all(&new.query_selector_all("img").ok()?) {
        let html = picture.outer_html();
        if let Some(same) = drawn.iter().position(|drawn| drawn.outer_html() == html) {
            picture.replace_with_with_node_1(&drawn.swap_remove(same)).ok()?;
        }
    }
    Some(())
}
