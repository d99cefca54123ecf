//! Answers in the database: places are given under the party's lock, so that two never get the last one.

mod answer;
mod places;

#[doc(hidden)]
pub use answer::answer_unlocked;
pub use answer::{answer, answer_for, join};
pub use places::{fill_free_places, lock, window};
