//! What tests stand on.

#[macro_use]
mod macros;
mod album;
mod board;
mod browser;
mod builders;
mod database;
mod ear;
mod elsewhere;
mod html;
mod mails;
mod pictures;
mod program;
mod receiver;
pub mod rows;
mod search;
mod shelf;
mod site;
mod smtp;
mod watched;
mod wire;

pub use album::{
    a_photo, add_photos, album_rules, many_photos, on_photo, prepare, read_album, read_photo, send_photos, shown_photos,
};
pub use board::{
    many_posts, on_post, post, posted, react, read_board, read_post, reply, send_post, send_post_with, shown_posts,
};
pub use browser::{Browser, Page, form_with};
pub use builders::{
    PASSWORD, PartyBuilder, SomePerson, a_guest, a_party, a_person, calendar_of, has_blocked, invite, strangers,
};
pub use database::{Database, TestDatabase};
pub use html::{unescape, value};
pub use mails::{Mailing, a_letter, mail_rows, verify};
pub use pictures::{gif, jpeg, png};
pub use program::{EVERYTHING, Program};
pub use receiver::Receiver;
pub use search::{Place, find, find_everywhere, found, placed, read_map};
pub use shelf::{Shelf, Trouble};
pub use site::Site;
pub use smtp::{Fate, MailServer, Received};
pub use wire::Wire;
