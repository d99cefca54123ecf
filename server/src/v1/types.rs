//! What travels. These shapes are a promise to programs: fields are added, and never change or go.

mod guest;
mod party;
mod party_input;
mod photo;
mod post;

pub use guest::{Added, Answer, AnswerInput, Guest, GuestChange, Guests, NewGuests};
pub use party::{MyAnswer, Parties, Party};
pub use party_input::PartyInput;
pub use photo::{AddedPhotos, Photo, PhotoChange, Photos};
pub use post::{NewPost, PostChange, PostWithReplies, Posts};

use app::domain::time::{self, Millis};
use serde::{Deserialize, Deserializer};

/// `2026-11-21T20:00:00Z`
fn moment(millis: Millis) -> String {
    time::machine(millis)
}

/// A field that was sent, if only as `null`.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
