//! Parties: what a host decides, and what pages show.

mod form;
mod options;
mod view;

pub use form::{PartyDraft, PartyForm};
pub use options::{AddressAudience, ListAudience, Theme, Visibility};
pub use view::{GuestFace, HostView, MyInvite, PartyCard, PartyPage, PartySummary, Position, Role, Tab};

use super::text::{line, optional, text};

text!(
    /// The name of a party.
    PartyTitle, line, max 120
);
text!(
    /// What guests should know, as Markdown.
    Description, optional, max 5_000
);
text!(
    /// The name of the place: "Ana's roof", "Café Luna".
    Place, optional, max 120
);
text!(
    /// Flat, floor or room.
    Flat, optional, max 80
);
text!(
    /// Street and town.
    Address, optional, max 300
);
text!(
    /// What the cover picture shows, for those who cannot see it.
    AltText, optional, max 300
);

/// The most people a party may hold.
pub const MAX_CAPACITY: i64 = 100_000;
