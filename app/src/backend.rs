//! Use-cases over SeaORM: what the server functions do. Compiled for the server alone.

pub mod access;
pub mod accounts;
pub mod board;
pub mod clock;
pub mod ctx;
pub mod db;
pub mod entities;
pub mod events;
pub mod guests;
pub mod hosts;
pub mod invites;
pub mod jobs;
pub mod links;
pub mod login;
pub mod markdown;
pub mod notifications;
pub mod parties;
pub mod passwords;
pub mod people;
pub mod pictures;
pub mod rsvps;
pub mod sessions;
pub mod signal;
pub mod sweep;
pub mod write;

pub use ctx::{Ctx, Services};
