//! Parties that repeat: every date is a party of its own, with guests, answers and a board.

mod copies;
mod dates;
mod extend;
mod repeat;

pub use dates::{after, later, others, show, sweep};
pub use extend::extend;
pub use repeat::repeat;
