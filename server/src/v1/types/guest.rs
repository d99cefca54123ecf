//! Guests and their answers.

use app::domain::{
    invite::{GuestList, GuestRow},
    rsvp::{self, AnswerForm},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::moment;

/// A page of a guest list, by name.
#[derive(Serialize, ToSchema)]
pub struct Guests {
    items: Vec<Guest>,
    /// Send it as `after` to get the next page; the `Link` header holds the whole address.
    pub next: Option<String>,
}

/// A guest as hosts see them.
#[derive(Serialize, ToSchema)]
pub struct Guest {
    id: String,
    name: String,
    /// Empty where none is known.
    email: String,
    /// Of guests with an account.
    username: Option<String>,
    answer: String,
    plus_ones: i32,
    message: String,
    /// What hosts noted; guests never see it.
    note: String,
    /// The personal link, unless it was revoked. Whoever has it answers for the guest, so it is only for tokens that may do
    /// that (`guests:write`), and never in messages of webhooks.
    #[schema(format = "uri")]
    link: Option<String>,
    /// Has opened the personal link.
    opened: bool,
    checked_in: bool,
    #[schema(format = DateTime)]
    answered_at: Option<String>,
    /// Got a place from the waitlist.
    moved_up: bool,
    /// I must not see who it is: all but the answer and the companions is empty.
    hidden: bool,
}

impl Guest {
    /// With the personal link where `links` says that the reader may have it.
    pub fn of(row: GuestRow, links: bool) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            email: row.email,
            username: row.username,
            answer: row.answer.code().to_owned(),
            plus_ones: row.plus_ones,
            message: row.message,
            note: row.note,
            link: row.link.filter(|_| links),
            opened: row.opened,
            checked_in: row.checked_in,
            answered_at: row.answered_at.map(moment),
            moved_up: row.moved_up,
            hidden: row.hidden,
        }
    }
}

impl Guests {
    /// With personal links where `links` says that the reader may have them.
    pub fn of(list: GuestList, links: bool) -> Self {
        Self { items: list.rows.into_iter().map(|row| Guest::of(row, links)).collect(), next: list.next }
    }
}

/// Guests to be invited: each a name, a name with an address, an address, or an @username.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGuests {
    #[schema(example = json!(["Ana <ana@example.org>", "Bo", "@cem"]), min_items = 1, max_items = 500)]
    guests: Vec<String>,
}

impl NewGuests {
    /// One guest on each line.
    pub fn lines(&self) -> String {
        let lines: Vec<String> = self.guests.iter().map(|guest| guest.replace(['\r', '\n'], " ")).collect();
        lines.join("\n")
    }
}

/// How many guests are new. Those who were on the list already, and what could not be understood, are passed over.
#[derive(Serialize, ToSchema)]
pub struct Added {
    pub added: u64,
}

/// What hosts change about a guest. What is left out stays as it is.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GuestChange {
    pub name: Option<String>,
    /// Empty is none.
    pub email: Option<String>,
    pub note: Option<String>,
    pub checked_in: Option<bool>,
}

/// An answer to be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    /// `yes`, `maybe` or `no`. Whoever says yes when there is no room waits.
    answer: String,
    #[serde(default)]
    plus_ones: i32,
    #[serde(default)]
    message: String,
}

impl AnswerInput {
    pub fn form(self) -> AnswerForm {
        AnswerForm { answer: self.answer, plus_ones: self.plus_ones.to_string(), message: self.message }
    }
}

/// What became of an answer.
#[derive(Serialize, ToSchema)]
pub struct Answer {
    answer: String,
}

impl From<rsvp::Answer> for Answer {
    fn from(answer: rsvp::Answer) -> Self {
        Self { answer: answer.code().to_owned() }
    }
}
