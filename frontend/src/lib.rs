//! Soirée's entry in the browser: wakes up the islands of the page.

// Links the islands, which the browser calls by name.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
