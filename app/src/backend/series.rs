//! Parties that repeat: every date is a party of its own, with guests, answers and a board.

mod add;
mod copies;
mod dates;
mod extend;
mod repeat;

pub use add::{extend, repeat};
pub use dates::{after, later, others, show, sweep};
