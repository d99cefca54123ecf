//! Finding photos by words: how text becomes terms of an index, and how what was found is shown.

mod fold;
mod form;
mod mark;
mod runs;
mod terms;
mod view;

pub use fold::fold;
pub use form::{Asked, SearchForm};
pub use mark::marked;
pub use terms::{EVERY, MAX_TERM, camera_terms, place_terms, tag_term, words};
pub use view::{Found, SearchPage, Tally};
