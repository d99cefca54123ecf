//! The same party once more.

use leptos::prelude::*;

use super::{managed, party_in_path};
use crate::{
    components::{ErrorSummary, Head, Icon, PostForm, load},
    domain::{party::PartyPage as Party, time},
    facts::PageFacts,
};

/// Asks before it makes a copy.
#[component]
pub fn DuplicatePartyPage() -> impl IntoView {
    load(managed(party_in_path()), |party| ask(&party))
}

fn ask(party: &Party) -> impl IntoView + use<> {
    let (id, zone) = (party.id, party.time_zone.as_str());
    let start = time::same_hour_later(party.first_entry, zone, PageFacts::current().now);
    let start = time::date_and_clock(start, zone);
    view! {
        <Head title=format!("Once more · {}", party.title) noindex=true />
        <div class="sheet">
            <a class="back" href=format!("/p/{id}")><Icon name="arrow-left" />{party.title.clone()}</a>
            <PostForm action="/api/parties/duplicate" class="panel form">
                <header>
                    <h1>"Once more?"</h1>
                    <p>"You get a copy with the same words, look and settings, and without the guests. It starts "{start}" until you change that on the next page."</p>
                </header>
                <ErrorSummary />
                <input type="hidden" name="party" value=id.to_string() />
                <div class="actions">
                    <button class="btn primary">"Make a copy"</button>
                    <a class="btn quiet" href=format!("/p/{id}")>"Not now"</a>
                </div>
            </PostForm>
        </div>
    }
}
