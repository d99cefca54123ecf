//! What a map shows now, and how to get another one.

use wasm_bindgen::JsValue;
use web_sys::{DomRect, Element, HtmlElement, RequestInit};

use crate::{
    domain::map::{HEIGHT, WIDTH},
    islands::{
        dom::{ask, by_id, find, page_of},
        wake,
    },
};

/// The part of the page that holds the map and its photos.
const PART: &str = "map";

/// The address of what the map shows now, as the server wrote it.
pub fn address_of(map: &Element) -> Option<String> {
    Some([map.get_attribute("data-map")?.as_str(), "?", &map.get_attribute("data-window")?].concat())
}

/// Where the paper is on the screen.
fn place_of(map: &Element) -> DomRect {
    find(map, "svg").as_ref().unwrap_or(map).get_bounding_client_rect()
}

/// Pixels of the screen that one of the paper is; it covers its place.
pub fn scale(map: &Element) -> f64 {
    let place = place_of(map);
    (place.width() / WIDTH).max(place.height() / HEIGHT)
}

/// Where on the paper a point of the screen lies.
pub fn on_paper(map: &Element, (x, y): (f64, f64)) -> (f64, f64) {
    let (place, scale) = (place_of(map), scale(map));
    let from_middle = |at: f64, start: f64, size: f64| (at - start - size / 2.0) / scale;
    (
        from_middle(x, place.left(), place.width()) + WIDTH / 2.0,
        from_middle(y, place.top(), place.height()) + HEIGHT / 2.0,
    )
}

/// Shows what is at another address of the map, and has the browser remember it; where that does not work, goes there.
pub async fn show(address: String) {
    if redrawn(&address).await.is_none()
        && let Some(window) = web_sys::window()
    {
        let _ = window.location().set_href(&address);
    }
}

async fn redrawn(address: &str) -> Option<()> {
    let response = ask(address, RequestInit::new(), false).await?;
    if !response.ok() || response.redirected() {
        return None;
    }
    let newer = page_of(response).await?;
    let (old, new) = (by_id::<Element>(PART)?, newer.get_element_by_id(PART)?);
    let map: Element = find(&new, "[data-map]")?;
    // Whoever came by a link stays on it.
    let link = find::<Element>(&old, "a:focus").and_then(|link| link.get_attribute("aria-label"));
    old.replace_with_with_node_1(&new).ok()?;
    wake();
    if let Some(label) = link
        && let Some(link) = find::<HtmlElement>(&map, &["[aria-label=\"", &label, "\"]"].concat())
    {
        let _ = link.focus();
    }
    web_sys::window()?.history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(&address_of(&map)?)).ok()
}
