//! Parties: shown, listed, made and changed.

mod blank;
mod change;
mod common;
mod list;
mod row;
mod show;

pub use blank::blank;
pub use change::{cancel, create, delete, duplicate, form, may_change, revive, update};
pub use common::in_common;
pub use list::{list, with_my_invite};
pub use row::copied;
pub use show::{position, show};
