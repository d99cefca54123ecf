//! Parties in calendars: a file of one party, a private feed of all of mine, and invitations that mail programs answer.

mod event;
mod feed;
mod file;
mod import;
mod invitation;
mod replies;

pub use feed::{address, end, read, renew, turn_off};
pub use file::party;
pub use import::import;
pub use invitation::{Guest, cancel, request, withdraw};
pub use replies::{Outcome, take};
