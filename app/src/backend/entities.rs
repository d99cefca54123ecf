//! SeaORM models, one file per table.

pub mod blocks;
pub mod follows;
pub mod hosts;
pub mod invites;
pub mod login_failures;
pub mod parties;
pub mod pictures;
pub mod post_pictures;
pub mod posts;
pub mod reactions;
pub mod requests;
pub mod sessions;
pub mod users;
