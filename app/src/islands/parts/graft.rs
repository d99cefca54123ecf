//! Newer content, woven around what stays. What stays is never taken out of the page, not even for a moment: it would lose
//! the focus, and phones would put their keyboards away.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, Node};

use crate::islands::dom::find;

/// Makes `old` what `new` is, but for the `kept` elements in it. `None`, with nothing changed, if one of these has no
/// place.
pub fn graft(old: &Element, new: &Element, kept: &[Element]) -> Option<()> {
    if !holds(old, kept) {
        return old.replace_with_with_node_1(new).ok();
    }
    if fits(old, new, kept) { weave(old, new, kept) } else { None }
}

fn holds(element: &Element, kept: &[Element]) -> bool {
    kept.iter().any(|kept| element.contains(Some(kept)))
}

/// Whether everything that is kept in the old element has its place in the new one.
pub fn fits(old: &Element, new: &Element, kept: &[Element]) -> bool {
    kept.contains(old) || pairs(old, new, kept).is_some()
}

/// The children of the old element that hold what is kept, each with the one of the new element that it stands for.
fn pairs(old: &Element, new: &Element, kept: &[Element]) -> Option<Vec<(Element, Element)>> {
    let mut fresh = elements(new).into_iter();
    let staying = elements(old).into_iter().filter(|child| holds(child, kept));
    let pair = |child: Element| {
        let twin = fresh.find(|twin| alike(&child, twin) && fits(&child, twin, kept))?;
        Some((child, twin))
    };
    staying.map(pair).collect()
}

fn weave(old: &Element, new: &Element, kept: &[Element]) -> Option<()> {
    if kept.contains(old) {
        return Some(());
    }
    let pairs = pairs(old, new, kept)?;
    for node in nodes(old) {
        if !pairs.iter().any(|(child, _)| node.is_same_node(Some(child))) {
            old.remove_child(&node).ok()?;
        }
    }
    let mut pairs = pairs.into_iter().peekable();
    for node in nodes(new) {
        match pairs.next_if(|(_, twin)| node.is_same_node(Some(twin))) {
            Some((child, twin)) => weave(&child, &twin, kept)?,
            None => {
                let before = pairs.peek().map(|(child, _)| child.unchecked_ref::<Node>());
                old.insert_before(&node, before).ok()?;
            }
        }
    }
    Some(())
}

/// Two elements that are the same thing at different times.
fn alike(one: &Element, other: &Element) -> bool {
    one.id() == other.id() && one.tag_name() == other.tag_name() && form(one) == form(other)
}

/// Where a form is sent, and what about.
fn form(element: &Element) -> Option<(Option<String>, Option<String>)> {
    let subject = || find::<HtmlInputElement>(element, "[name=_subject]").map(|subject| subject.value());
    (element.tag_name() == "FORM").then(|| (element.get_attribute("action"), subject()))
}

fn nodes(parent: &Element) -> Vec<Node> {
    let nodes = parent.child_nodes();
    (0..nodes.length()).filter_map(|index| nodes.get(index)).collect()
}

fn elements(parent: &Element) -> Vec<Element> {
    nodes(parent).into_iter().filter_map(|node| node.dyn_into().ok()).collect()
}
