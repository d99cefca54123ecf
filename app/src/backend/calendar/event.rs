//! From a party to what calendars show of it.

use uuid::Uuid;

use crate::{
    backend::{entities::parties, links::Links, parties::position},
    domain::{
        PartyId,
        calendar::{Event, Status, location},
    },
};

/// What stays the same for as long as there is the party.
pub fn uid(party: Uuid) -> String {
    party.hyphenated().to_string()
}

/// The party. Address, door and position only where the reader sees them; `certain` is whether the reader comes.
pub fn event(links: &Links, party: parties::Model, sees_address: bool, certain: bool) -> Event {
    let url = links.party(PartyId(party.id));
    let position = position(&party).filter(|_| sees_address);
    let (address, flat) = if sees_address { (party.address.as_str(), party.flat.as_str()) } else { ("", "") };
    let status = match (party.cancelled_at, certain) {
        (Some(_), _) => Status::Cancelled,
        (None, true) => Status::Confirmed,
        (None, false) => Status::Tentative,
    };
    Event {
        uid: uid(party.id),
        sequence: party.sequence,
        stamp: party.updated_at,
        created: party.created_at,
        changed: party.updated_at,
        start: party.first_entry,
        end: party.last_entry,
        description: format!("{}\n\n{url}", party.description).trim_start().to_owned(),
        location: location(&party.place, address, flat),
        position,
        url,
        status,
        invitation: None,
        summary: party.title,
        time_zone: party.time_zone,
    }
}
