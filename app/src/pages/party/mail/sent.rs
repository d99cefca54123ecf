//! What became of the mails.

use leptos::prelude::*;

use crate::domain::{
    PartyId,
    mail::{MailKind, MailState, Unreached},
};

/// How many mails of each kind have come how far; nothing where there are none.
pub fn sent(counts: Vec<(MailKind, MailState, i64)>) -> Option<impl IntoView> {
    let of_kind = |kind: &MailKind| {
        let states: Vec<String> = counts
            .iter()
            .filter(|(of, ..)| of == kind)
            .map(|(_, state, count)| format!("{count} {}", state.label()))
            .collect();
        (!states.is_empty()).then(|| {
            view! { <li><span>{kind.label()}</span>" "<span class="muted">{states.join(", ")}</span></li> }
        })
    };
    let rows: Vec<_> = MailKind::ALL.iter().filter_map(of_kind).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="ledger">
                <h2 id="ledger">"What was sent"</h2>
                <ul class="rows">{rows.into_iter().collect_view()}</ul>
            </section>
        }
    })
}

/// Guests whom the last mail did not reach, with the way to what can be done; nothing where it reached everybody.
pub fn unreached(party: PartyId, guests: Vec<Unreached>) -> Option<impl IntoView> {
    let row = |guest: Unreached| {
        let path = format!("/p/{party}/guests/{}", guest.invite);
        view! { <li><a href=path>{guest.name}</a>" "<span class="muted small">{guest.mail.words()}</span></li> }
    };
    (!guests.is_empty()).then(|| {
        view! {
            <section aria-labelledby="unreached">
                <h2 id="unreached">"Not delivered"</h2>
                <p class="muted">"Correct the address, then send it again; or share the personal link in another way."</p>
                <ul class="rows">{guests.into_iter().map(row).collect_view()}</ul>
            </section>
        }
    })
}
