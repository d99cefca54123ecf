//! What tests stand on.

#[macro_use]
mod macros;
mod browser;
mod builders;
mod database;
mod elsewhere;
mod html;
mod pictures;
pub mod rows;
mod shelf;
mod site;
mod watched;
mod wire;

pub use browser::{Browser, Page};
pub use builders::{PASSWORD, PartyBuilder, a_guest, a_party, a_person, invite};
pub use database::{Database, TestDatabase};
pub use html::{unescape, value};
pub use pictures::{jpeg, png};
pub use shelf::{Shelf, Trouble};
pub use site::Site;
pub use wire::Wire;
