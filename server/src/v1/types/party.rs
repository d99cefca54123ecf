//! Parties as they are read.

use app::domain::party::{HostView, MyInvite, PartyCard, PartyPage, PartySummary, Role};
use serde::Serialize;
use utoipa::ToSchema;

use super::moment;

/// A page of a list of parties.
#[derive(Serialize, ToSchema)]
pub struct Parties {
    items: Vec<PartyLine>,
    /// Send it as `after` to get the next page; the `Link` header holds the whole address.
    pub next: Option<String>,
}

/// A party in a list.
#[derive(Serialize, ToSchema)]
pub struct PartyLine {
    id: String,
    title: String,
    place: String,
    #[schema(example = "Europe/Berlin")]
    time_zone: String,
    #[schema(format = DateTime)]
    first_entry: String,
    #[schema(format = DateTime)]
    last_entry: String,
    theme: String,
    /// The identifier of a picture.
    cover: Option<String>,
    cancelled: bool,
    /// My answer, where I am a guest.
    answer: Option<String>,
}

/// A party, as far as I may see it.
#[derive(Serialize, ToSchema)]
pub struct Party {
    pub id: String,
    title: String,
    /// Safe HTML.
    description_html: String,
    place: String,
    /// Empty where I may not see it.
    flat: String,
    address: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    #[schema(example = "Europe/Berlin")]
    time_zone: String,
    #[schema(format = DateTime)]
    first_entry: String,
    #[schema(format = DateTime)]
    last_entry: String,
    /// Guests answer until then.
    #[schema(format = DateTime)]
    deadline: Option<String>,
    theme: String,
    visibility: String,
    address_shown: String,
    /// The identifier of a picture.
    cover: Option<String>,
    /// How many people it holds; nothing is no limit.
    capacity: Option<i64>,
    /// Companions that each guest may bring.
    plus_ones: i32,
    cancelled: bool,
    /// Guests may answer now.
    open: bool,
    /// What I am to it.
    role: String,
    hosts: Vec<Host>,
    /// My own answer, where I am a guest.
    mine: Option<MyAnswer>,
    /// Nothing where I may not see who comes.
    counts: Option<Counts>,
    /// The page for people.
    #[schema(format = "uri")]
    link: String,
}

/// Somebody who hosts a party.
#[derive(Serialize, ToSchema)]
pub struct Host {
    username: Option<String>,
    name: String,
    co_host: bool,
}

/// My own answer to an invitation.
#[derive(Serialize, ToSchema)]
pub struct MyAnswer {
    answer: String,
    plus_ones: i32,
    message: String,
    /// How many guests wait before me, where I wait.
    ahead: Option<i64>,
}

/// Guests by answer.
#[derive(Serialize, ToSchema)]
pub struct Counts {
    yes: i64,
    waiting: i64,
    maybe: i64,
    pending: i64,
    no: i64,
    /// People with a place, companions included.
    people: i64,
}

impl From<PartySummary> for Parties {
    fn from(summary: PartySummary) -> Self {
        Self { items: summary.cards.into_iter().map(PartyLine::from).collect(), next: summary.next }
    }
}

impl From<PartyCard> for PartyLine {
    fn from(card: PartyCard) -> Self {
        Self {
            id: card.id.to_string(),
            title: card.title,
            place: card.place,
            time_zone: card.time_zone,
            first_entry: moment(card.first_entry),
            last_entry: moment(card.last_entry),
            theme: card.theme.code().to_owned(),
            cover: card.cover.map(|cover| cover.to_string()),
            cancelled: card.cancelled,
            answer: card.answer.map(|answer| answer.code().to_owned()),
        }
    }
}

impl From<PartyPage> for Party {
    fn from(page: PartyPage) -> Self {
        Self {
            id: page.id.to_string(),
            title: page.title,
            description_html: page.description_html,
            place: page.place,
            flat: page.flat,
            address: page.address,
            latitude: page.position.map(|position| position.latitude),
            longitude: page.position.map(|position| position.longitude),
            time_zone: page.time_zone,
            first_entry: moment(page.first_entry),
            last_entry: moment(page.last_entry),
            deadline: page.deadline.map(moment),
            theme: page.theme.code().to_owned(),
            visibility: page.visibility.code().to_owned(),
            address_shown: page.address_shown.code().to_owned(),
            cover: page.cover.map(|cover| cover.to_string()),
            capacity: page.capacity,
            plus_ones: page.plus_ones,
            cancelled: page.cancelled,
            open: page.closed.is_none(),
            role: role(page.role).to_owned(),
            hosts: page.hosts.into_iter().map(Host::from).collect(),
            mine: page.mine.map(MyAnswer::from),
            counts: page.counts.map(Counts::from),
            link: page.share_link,
        }
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Host => "host",
        Role::CoHost => "co_host",
        Role::Guest => "guest",
        Role::Stranger => "stranger",
    }
}

impl From<HostView> for Host {
    fn from(host: HostView) -> Self {
        Self { username: host.username, name: host.name, co_host: host.co_host }
    }
}

impl From<MyInvite> for MyAnswer {
    fn from(mine: MyInvite) -> Self {
        Self {
            answer: mine.answer.code().to_owned(),
            plus_ones: mine.plus_ones,
            message: mine.message,
            ahead: mine.ahead,
        }
    }
}

impl From<app::domain::invite::Counts> for Counts {
    fn from(counts: app::domain::invite::Counts) -> Self {
        let app::domain::invite::Counts { yes, waiting, maybe, pending, no, people, .. } = counts;
        Self { yes, waiting, maybe, pending, no, people }
    }
}
