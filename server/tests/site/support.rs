//! What tests stand on.

#[macro_use]
mod macros;
mod board;
mod browser;
mod builders;
mod database;
mod ear;
mod elsewhere;
mod html;
mod pictures;
pub mod rows;
mod shelf;
mod site;
mod watched;
mod wire;

pub use board::{
    many_posts, on_post, post, posted, react, read_board, read_post, reply, send_post, send_post_with, shown_posts,
};
pub use browser::{Browser, Page};
pub use builders::{PASSWORD, PartyBuilder, SomePerson, a_guest, a_party, a_person, invite};
pub use database::{Database, TestDatabase};
pub use html::{unescape, value};
pub use pictures::{jpeg, png};
pub use shelf::{Shelf, Trouble};
pub use site::Site;
pub use wire::Wire;
