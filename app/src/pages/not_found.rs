//! What stands at an address where nothing is.

use leptos::prelude::*;

use crate::{api::accounts, components::load};

#[component]
pub fn NotFoundPage() -> impl IntoView {
    load(accounts::not_found(), |()| ())
}
