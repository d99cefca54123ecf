//! Server functions: parse → `backend::<noun>::<verb>`. Pages call them while rendering, forms and islands over HTTP.

pub mod accounts;
pub mod board;
pub mod hosts;
pub mod invites;
pub mod notifications;
pub mod parties;
pub mod people;
pub mod reports;
pub mod rsvps;
pub mod sessions;
