//! Parties that repeat: every date is a party of its own, with guests, answers and a board.

mod dates;
mod repeat;

pub use dates::{after, later, others, show, sweep};
pub use repeat::repeat;
