//! Pure types and rules. Nothing here knows of a database, a request or a page.

pub mod admin;
pub mod album;
pub mod api_token;
pub mod board;
pub mod calendar;
pub mod flash;
pub mod geo;
pub mod ids;
pub mod invite;
pub mod language;
pub mod live;
pub mod login;
pub mod mail;
pub mod map;
pub mod network;
pub mod notification;
pub(crate) mod options;
pub mod party;
pub mod passkey;
pub mod password;
pub mod people;
pub mod picture;
pub mod problem;
pub mod report;
pub mod rsvp;
pub mod search;
pub mod series;
pub mod text;
pub mod time;
pub mod token;
pub mod user;
pub mod webhook;

pub use ids::{
    ApiTokenId, CommentId, DeliveryId, InviteId, JobId, MailId, NotificationId, PartyId, PhotoId, PictureId, PostId,
    RowId, UserId, WebhookId,
};
pub use problem::{Form, Problem, Problems};
