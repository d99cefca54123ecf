//! Server functions: parse → `backend::<noun>::<verb>`. Pages call them while rendering, forms and islands over HTTP.

pub mod accounts;
pub mod address;
pub mod admin;
pub mod album;
pub mod api_tokens;
pub mod board;
pub mod calendar;
pub mod hosts;
pub mod invites;
pub mod links;
pub mod logins;
pub mod mail;
pub mod map;
pub mod notifications;
pub mod parties;
pub mod passkeys;
pub mod people;
pub mod reports;
pub mod rsvps;
pub mod search;
pub mod series;
pub mod sessions;
pub mod webhooks;
