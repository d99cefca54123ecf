//! Answers in the database: places are given under the party's lock, so that two never get the last one.

mod answer;
mod by_mail;
mod places;

#[doc(hidden)]
pub use answer::answer_unlocked;
pub use answer::{answer, answer_for, join};
pub use by_mail::answer_by_mail;
pub use places::{fill_free_places, lock, window};
