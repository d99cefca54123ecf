//! Maps that are pulled and zoomed with fingers, mouse and wheel. Without it links move them.

mod paper;
mod sheet;

use leptos::prelude::*;

use self::paper::Paper;
use super::{Script, dom::each};

/// Lets the map of the page be moved by hand.
#[component]
pub fn PanMap() -> impl IntoView {
    view! { <Script /> }
}

pub(super) fn wake() {
    each("[data-map]", Paper::over);
}
