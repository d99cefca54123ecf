//! When and where, at a glance.

use leptos::prelude::*;

use crate::{
    components::Icon,
    domain::{
        calendar::{AddLink, add_links},
        live::Topic,
        party::{AddressAudience, PartyPage},
        rsvp::Closed,
        time::{self, Millis},
    },
};

/// A live part, for a yes may show the address.
pub fn facts(party: &PartyPage) -> impl IntoView + use<> {
    view! { <dl class="facts" id="facts" data-live="" data-topic=Topic::Answers.code()>{when(party)} {place(party)}</dl> }
}

fn when(party: &PartyPage) -> impl IntoView + use<> {
    let zone = party.time_zone.as_str();
    view! {
        <div>
            <Icon name="calendar" />
            <dt>{moment(party.first_entry, time::long_date(party.first_entry, zone))}</dt>
            <dd>
                {time::clock(party.first_entry, zone)} ", last entry " {moment(party.last_entry, last_entry(party))}
                <span class="zone">{zone_name(zone)}</span>
            </dd>
            {add_to_calendar(party)}
        </div>
    }
}

/// Ways into calendars, for parties to come.
fn add_to_calendar(party: &PartyPage) -> Option<impl IntoView + use<>> {
    let ended = matches!(party.closed, Some(Closed::Cancelled | Closed::Over));
    let link = |AddLink { label, address }: AddLink| {
        view! { <li><a href=address rel="noreferrer">{label}</a></li> }
    };
    (!ended).then(|| {
        view! {
            <dd class="add-to-calendar">
                <details>
                    <summary>"Add to calendar"</summary>
                    <ul>
                        <li><a href=format!("/p/{}.ics", party.id)>"Calendar file (.ics)"</a></li>
                        {add_links(party).map(link).into_iter().collect_view()}
                    </ul>
                </details>
            </dd>
        }
    })
}

/// A moment for people and machines.
pub fn moment(millis: Millis, words: String) -> impl IntoView {
    view! { <time datetime=time::machine(millis)>{words}</time> }
}

/// `at 23:30` on the same day, or else with its day.
fn last_entry(party: &PartyPage) -> String {
    let zone = party.time_zone.as_str();
    let (first, last) = (party.first_entry, party.last_entry);
    let clock = time::clock(last, zone);
    if time::long_date(first, zone) == time::long_date(last, zone) {
        format!("at {clock}")
    } else {
        format!("{} at {clock}", time::short_date(last, zone))
    }
}

/// `America/New_York` reads `New York time`.
fn zone_name(zone: &str) -> String {
    match zone.rsplit_once('/') {
        Some((_, place)) => format!("{} time", place.replace('_', " ")),
        None => zone.to_owned(),
    }
}

fn place(party: &PartyPage) -> Option<impl IntoView + use<>> {
    let mut lines = [&party.place, &party.address, &party.flat].into_iter().filter(|line| !line.is_empty()).cloned();
    let hidden = party.address_hidden.then_some("The address is shown to those who said yes.");
    let first = match (lines.next(), hidden, party.position) {
        (Some(line), ..) => line,
        (None, None, None) => return None,
        _ => "Where it is".to_owned(),
    };
    let whole = !party.address.is_empty() || !party.flat.is_empty() || party.position.is_some();
    let hint = (party.role.manages() && whole && party.address_shown == AddressAudience::Confirmed)
        .then_some("Only those who said yes see the address.");
    let map = party.position.map(|position| {
        view! { <dd><a href=position.map_link() rel="noreferrer">"Show on a map"</a></dd> }
    });
    Some(view! {
        <div>
            <Icon name="pin" />
            <dt>{first}</dt>
            {lines.map(|line| view! { <dd>{line}</dd> }).collect_view()}
            {map}
            {hidden.or(hint).map(|words| view! { <dd>{words}</dd> })}
        </div>
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_read_like_places() {
        assert_eq!(zone_name("America/Argentina/Buenos_Aires"), "Buenos Aires time");
        assert_eq!(zone_name("UTC"), "UTC");
    }
}
