//! Other dates of a party that repeats.

use leptos::prelude::*;

use crate::domain::{
    party::PartyPage,
    series::SeriesDate,
    time::{self, machine},
};

/// The next ones, as far as the viewer sees them.
pub fn other_dates(party: &PartyPage) -> Option<impl IntoView + use<>> {
    let dates = party.dates.iter().map(|date| {
        view! { <li><a href=format!("/p/{}", date.party)>{when(date)}</a> {state(date)}</li> }
    });
    (!party.dates.is_empty()).then(|| {
        view! {
            <section class="panel stack" aria-labelledby="dates">
                <h2 id="dates">"Other dates"</h2>
                <ul class="rows">{dates.collect_view()}</ul>
            </section>
        }
    })
}

/// The day and the hour, in the zone of the party.
pub fn when(date: &SeriesDate) -> impl IntoView + use<> {
    let words = time::date_and_clock(date.first_entry, &date.time_zone);
    view! { <time datetime=machine(date.first_entry)>{words}</time> }
}

pub fn state(date: &SeriesDate) -> Option<impl IntoView + use<>> {
    date.cancelled.then(|| view! { " " <span class="badge bad">"Cancelled"</span> })
}
