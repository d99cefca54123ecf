//! Pictures, prepared a few at a time and off the async threads.

mod imager;

pub use ::imaging::*;
pub use imager::{Imager, Source};
