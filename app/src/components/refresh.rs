//! A way to the page as it is now, where scripts do not bring the news.

use leptos::prelude::*;

use super::Icon;
use crate::facts::PageFacts;

/// A link to the page on which it stands.
#[component]
pub fn Refresh() -> impl IntoView {
    view! { <a class="btn quiet" href=PageFacts::current().page><Icon name="refresh" />"Refresh"</a> }
}
