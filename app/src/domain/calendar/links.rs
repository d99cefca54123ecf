//! Links that open the form for a new event in calendars on the web, filled in. They are followed by people alone.

use jiff::tz::TimeZone;

use crate::domain::{
    party::PartyPage,
    time::{Millis, machine, timestamp},
};

/// A way into a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddLink {
    pub label: &'static str,
    pub address: String,
}

/// Google and Outlook. `base` is the site's address.
pub fn add_links(party: &PartyPage) -> [AddLink; 2] {
    let location = location(party);
    let details = [party.summary.as_str(), party.share_link.as_str()].join("\n\n");
    let details = details.trim();
    let times = [party.first_entry, party.last_entry].map(|moment| local(moment, &party.time_zone)).join("/");
    let google = query(&[
        ("action", "TEMPLATE"),
        ("text", &party.title),
        ("dates", &times),
        ("ctz", &party.time_zone),
        ("details", details),
        ("location", &location),
    ]);
    let outlook = query(&[
        ("path", "/calendar/action/compose"),
        ("rru", "addevent"),
        ("subject", &party.title),
        ("startdt", &machine(party.first_entry)),
        ("enddt", &machine(party.last_entry)),
        ("body", details),
        ("location", &location),
    ]);
    [
        AddLink { label: "Google Calendar", address: format!("https://calendar.google.com/calendar/render?{google}") },
        AddLink {
            label: "Outlook",
            address: format!("https://outlook.live.com/calendar/0/deeplink/compose?{outlook}"),
        },
    ]
}

/// Place, address and door in one line, as far as the viewer sees them.
fn location(party: &PartyPage) -> String {
    super::location(&party.place, &party.address, &party.flat)
}

/// `20270710T200000`, in the zone.
fn local(moment: Millis, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    zone.to_datetime(timestamp(moment)).strftime("%Y%m%dT%H%M%S").to_string()
}

fn query(pairs: &[(&str, &str)]) -> String {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    form_urlencoded::Serializer::new(String::new()).extend_pairs(filled).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_left_out() {
        assert_eq!(query(&[("text", "Ana & Bo"), ("location", "")]), "text=Ana+%26+Bo");
        assert_eq!(local(1_815_242_400_000, "Europe/Berlin"), "20270710T200000");
    }
}
