//! Parties in a grid.

use leptos::prelude::*;

use super::Icon;
use crate::{
    domain::{
        party::PartyCard,
        picture::{Purpose, Size, media_url},
        rsvp::Answer,
        time::{self, Millis},
    },
    facts::PageFacts,
};

/// Cards of parties. `nested` cards stand below a heading of the second level.
#[component]
pub fn PartyCards(cards: Vec<PartyCard>, #[prop(optional)] nested: bool) -> impl IntoView {
    let now = PageFacts::current().now;
    view! { <ul class="cards">{cards.into_iter().map(|party| card(party, now, nested)).collect_view()}</ul> }
}

fn card(party: PartyCard, now: Millis, nested: bool) -> impl IntoView {
    let past = party.last_entry < now;
    let class = if past { "party-card past" } else { "party-card" };
    let link = view! { <a href=format!("/p/{}", party.id)>{party.title.clone()}</a> };
    let title = if nested { view! { <h3>{link}</h3> }.into_any() } else { view! { <h2>{link}</h2> }.into_any() };
    let cancelled = party.cancelled.then(|| view! { <span class="badge over bad">"Cancelled"</span> });
    let place = (!party.place.is_empty()).then(|| view! { <p class="muted small">{party.place.clone()}</p> });
    view! {
        <li>
            <article class=class data-theme=party.theme.code()>
                {cover(&party)}
                {cancelled}
                <div class="body">
                    <p class="when">
                        <time datetime=time::machine(party.first_entry)>{when(&party, past)}</time>
                    </p>
                    {title}
                    {place}
                    {party.answer.map(|answer| view! { <div class="foot">{badge(answer)}</div> })}
                </div>
            </article>
        </li>
    }
}

/// The picture, or nothing in its frame, where the theme draws one.
fn cover(party: &PartyCard) -> impl IntoView + use<> {
    let picture = party.cover.map(|cover| {
        let source = |size: Size| format!("{} {}w", media_url(cover, size), size.edge(Purpose::Cover));
        view! {
            <img
                src=media_url(cover, Size::Medium)
                srcset=format!("{}, {}", source(Size::Small), source(Size::Medium))
                sizes="(max-width: 40rem) 92vw, 22rem"
                alt=party.cover_alt.clone()
                width="640"
                height="360"
                loading="lazy"
            />
        }
    });
    view! { <div class="cover">{picture}</div> }
}

/// Parties of the past may be years ago.
fn when(party: &PartyCard, past: bool) -> String {
    let (first, zone) = (party.first_entry, party.time_zone.as_str());
    if past {
        time::long_date(first, zone)
    } else {
        format!("{}, {}", time::short_date(first, zone), time::clock(first, zone))
    }
}

fn badge(answer: Answer) -> impl IntoView {
    let (kind, icon, label) = match answer {
        Answer::Pending => return view! { <span class="badge">"No answer yet"</span> }.into_any(),
        Answer::Yes => ("yes", "check", "Yes"),
        Answer::Waiting => ("waitlist", "hourglass", "Waitlist"),
        Answer::Maybe => ("maybe", "maybe", "Maybe"),
        Answer::No => ("no", "cross", "No"),
    };
    view! { <span class="badge" data-answer=kind><Icon name=icon />{label}</span> }.into_any()
}
