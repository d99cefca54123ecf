//! Pure types and rules. Nothing here knows of a database, a request or a page.

pub mod board;
pub mod flash;
pub mod geo;
pub mod ids;
pub mod invite;
pub mod live;
pub mod notification;
pub(crate) mod options;
pub mod party;
pub mod password;
pub mod people;
pub mod picture;
pub mod problem;
pub mod report;
pub mod rsvp;
pub mod text;
pub mod time;
pub mod user;

pub use ids::{InviteId, NotificationId, PartyId, PictureId, PostId, UserId};
pub use problem::{Form, Problem, Problems};
