//! Parties: shown, listed, made and changed.

mod blank;
mod cancel;
mod common;
mod create;
mod delete;
mod duplicate;
mod form;
mod list;
mod locked;
mod row;
mod show;
mod update;

pub use blank::blank;
pub use cancel::{cancel, revive};
pub use common::in_common;
pub use create::create;
pub use delete::delete;
pub use duplicate::duplicate;
pub use form::{form, may_change};
pub use list::{list, with_my_invite};
pub use row::copied;
pub use show::{position, show};
pub use update::update;
