//! Small pictures that take the size and colour of the text around them.

use leptos::prelude::*;

/// An icon of `/icons.svg`; the words beside it say what it means.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=format!("/icons.svg#{name}") />
        </svg>
    }
}
