//! Names.

use leptos::{either::Either, prelude::*};

/// A name that leads to the person's page, where the viewer may go there.
#[component]
pub fn PersonLink(#[prop(into)] name: String, username: Option<String>) -> impl IntoView {
    match username {
        Some(username) => Either::Left(view! { <a class="name" href=format!("/u/{username}")>{name}</a> }),
        None => Either::Right(view! { <span class="name">{name}</span> }),
    }
}
