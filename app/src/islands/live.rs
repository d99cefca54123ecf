//! Pages that change while they stand open.

mod refresh;
mod stream;

use leptos::prelude::*;

pub(super) use self::refresh::refresh;
use self::stream::Stream;
use super::{Script, dom::each};
use crate::{domain::PartyId, facts::PageFacts};

/// Replaces elements with an `id` and a `data-topic` when that topic has changed, around what somebody is typing.
/// Without a party it hears of what is for the viewer alone. What is new is said to those who do not see it.
#[component]
pub fn Live(#[prop(optional)] party: Option<PartyId>) -> impl IntoView {
    let party = party.map(|party| format!("party={party}&")).unwrap_or_default();
    let PageFacts { now, page, .. } = PageFacts::current();
    let address = format!("/events?{party}since={now}");
    view! {
        <p class="sr-only" role="status" data-events=address data-page=page></p>
        <Script />
    }
}

pub(super) fn wake() {
    each("[data-events]", Stream::over);
}
