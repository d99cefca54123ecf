//! From an uploaded picture to the sizes that are shown: limits, one decode, upright, small, without metadata.

mod chain;
mod colour;
mod decode;
mod encode;
mod error;
mod facts;
mod header;
mod imager;
mod jpeg;
mod limits;
mod raster;
mod sampler;
mod sizes;

#[cfg(test)]
mod photo_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod trap_tests;

pub use chain::{Alpha, Encoding, Made, Order, Rendition, make};
pub use colour::Colour;
pub use error::PictureError;
pub use facts::PhotoFacts;
pub use header::{Header, Kind, probe};
pub use imager::{Imager, Source};
pub use limits::{HELD_PIXELS_MAX, PIXELS_MAX, SCANS_MAX};
pub use sizes::SizeSpec;
