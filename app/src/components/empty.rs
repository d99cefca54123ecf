//! What a page shows while there is nothing to show.

use leptos::prelude::*;

/// A drawing of `/art`, a heading, and what to do first.
#[component]
pub fn Empty(picture: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="empty">
            <img src=format!("/art/{picture}.svg") alt="" width="240" height="180" />
            <h2>{title}</h2>
            {children()}
        </div>
    }
}
