//! SeaORM models, one file per table.

pub mod blocks;
pub mod events;
pub mod follows;
pub mod hosts;
pub mod invites;
pub mod jobs;
pub mod login_failures;
pub mod notifications;
pub mod parties;
pub mod pictures;
pub mod post_pictures;
pub mod posts;
pub mod reactions;
pub mod reports;
pub mod requests;
pub mod sessions;
pub mod users;
