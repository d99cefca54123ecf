//! Parties: shown, listed, made and changed.

mod blank;
mod change;
mod common;
mod list;
mod show;

pub use blank::blank;
pub use change::{cancel, create, delete, duplicate, form, revive, update};
pub use common::in_common;
pub use list::list;
pub use show::show;
