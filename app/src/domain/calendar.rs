//! Calendar files (RFC 5545): written and read, and links that put a party into somebody's calendar.

mod event;
mod import;
mod invitation;
mod lines;
mod links;
mod moment;
mod parse;
mod reply;
mod vtimezone;

pub use event::{Calendar, Event, Status};
pub use import::{Imported, import};
pub use invitation::{Attendee, Invitation, Method};
pub use links::{AddLink, add_links};
pub use parse::LARGEST;
pub use reply::Reply;

/// What calendar files are sent as.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// Place, address and door in one line; what is empty is left out.
pub fn location(place: &str, address: &str, flat: &str) -> String {
    let parts: Vec<&str> = [place, address, flat].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
