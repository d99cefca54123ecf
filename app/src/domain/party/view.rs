//! Parties as pages show them: loaded in one place, complete, and without what the viewer may not see.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{AddressAudience, Theme, Visibility};
pub use crate::domain::geo::Position;
use crate::domain::{
    InviteId, PartyId, PictureId, Problem,
    album::PhotoCard,
    board::Glimpse,
    invite::Counts,
    rsvp::{Answer, Closed},
    series::SeriesDate,
    time::Millis,
};

/// What the viewer is to a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// May do everything.
    Host,
    /// May do everything but delete the party and choose hosts.
    CoHost,
    /// Was invited, or answered by the public link.
    Guest,
    /// Anybody else.
    Stranger,
}

impl Role {
    /// Hosts and co-hosts.
    pub fn manages(self) -> bool {
        matches!(self, Self::Host | Self::CoHost)
    }
}

/// A tab of `/parties`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tab {
    #[default]
    Invited,
    Confirmed,
    Hosting,
    Past,
}

impl Tab {
    /// In the order of the page.
    pub const ALL: [Self; 4] = [Self::Invited, Self::Confirmed, Self::Hosting, Self::Past];

    /// As in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Confirmed => "confirmed",
            Self::Hosting => "hosting",
            Self::Past => "past",
        }
    }

    /// As it stands on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invited => "Invited",
            Self::Confirmed => "Confirmed",
            Self::Hosting => "Hosting",
            Self::Past => "Past",
        }
    }
}

impl FromStr for Tab {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|tab| tab.code() == code).ok_or(Problem::NotAChoice)
    }
}

/// A party in a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PartyCard {
    pub id: PartyId,
    pub title: String,
    pub place: String,
    pub time_zone: String,
    pub first_entry: Millis,
    pub last_entry: Millis,
    pub theme: Theme,
    pub cover: Option<PictureId>,
    pub cover_alt: String,
    pub cancelled: bool,
    /// My answer, where I am a guest.
    pub answer: Option<Answer>,
}

/// A page of a list, and where the next one starts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PartySummary {
    pub cards: Vec<PartyCard>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
}

/// Somebody who hosts a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostView {
    /// Nothing where the viewer must not see who it is.
    pub username: Option<String>,
    pub name: String,
    pub photo: Option<PictureId>,
    pub co_host: bool,
    /// It is the viewer.
    pub me: bool,
}

/// A guest as other guests see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestFace {
    pub name: String,
    /// Of guests with an account, for viewers with one.
    pub username: Option<String>,
    pub photo: Option<PictureId>,
    pub answer: Answer,
    pub plus_ones: i32,
}

/// The viewer's own invitation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MyInvite {
    pub id: InviteId,
    pub name: String,
    pub answer: Answer,
    pub plus_ones: i32,
    pub message: String,
    /// Got a place from the waitlist.
    pub moved_up: bool,
    /// How many people wait before me, where I wait.
    pub ahead: Option<i64>,
    /// The personal link to keep, for a guest without account.
    pub link: Option<String>,
    /// A logged-in visitor who came by a personal link may make it theirs.
    pub claimable: bool,
}

/// All that the party page shows to this viewer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PartyPage {
    pub id: PartyId,
    pub title: String,
    /// Sanitised HTML.
    pub description_html: String,
    /// The description's first words, for previews.
    pub summary: String,
    pub place: String,
    /// Empty where the viewer may not see it.
    pub flat: String,
    pub address: String,
    pub position: Option<Position>,
    /// There is an address, but only for those who said yes.
    pub address_hidden: bool,
    pub address_shown: AddressAudience,
    pub time_zone: String,
    pub first_entry: Millis,
    pub last_entry: Millis,
    pub deadline: Option<Millis>,
    pub theme: Theme,
    pub visibility: Visibility,
    pub cover: Option<PictureId>,
    pub cover_alt: String,
    pub capacity: Option<i64>,
    pub plus_ones: i32,
    pub cancelled: bool,
    /// Why nobody can answer now.
    pub closed: Option<Closed>,
    pub role: Role,
    /// The viewer is logged in.
    pub logged_in: bool,
    pub hosts: Vec<HostView>,
    pub mine: Option<MyInvite>,
    /// Nothing where the viewer may not see the list.
    pub counts: Option<Counts>,
    pub guests: Vec<GuestFace>,
    /// The latest posts, newest first; nothing where the viewer may not see the board.
    pub board: Option<Vec<Glimpse>>,
    /// The latest photos, newest first; nothing where the viewer may not see the album.
    pub photos: Option<Vec<PhotoCard>>,
    /// Other dates of the series to come, as far as the viewer sees them.
    pub dates: Vec<SeriesDate>,
    /// The address to share.
    pub share_link: String,
}

impl PartyPage {
    /// Free places, where the number of places is limited and known to the viewer.
    pub fn free_places(&self) -> Option<i64> {
        Some((self.capacity? - self.counts.as_ref()?.people).max(0))
    }
}
