//! From an uploaded picture to the sizes that are shown: limits, one decode, upright, small, without metadata.

mod chain;
mod colour;
mod decode;
mod error;
mod facts;
mod frame;
mod header;
#[cfg(feature = "heic")]
mod heic;
#[cfg(not(feature = "heic"))]
#[path = "no_heic.rs"]
mod heic;
mod jpeg;
mod limits;
mod original;
mod placeholder;
mod planes;
mod position;
mod raster;
mod resample;
mod sampler;
mod sizes;
mod town;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod photo_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod trap_tests;

pub use chain::{Alpha, Encoding, Made, Order, Rendition, make};
pub use colour::Colour;
pub use error::PictureError;
pub use facts::{Millis, PhotoFacts};
pub use header::{Header, Kind, probe};
pub use limits::{COEFFICIENT_BYTES_MAX, HELD_PIXELS_MAX, PIXELS_MAX, SCANS_MAX};
pub use original::without_metadata;
pub use position::Position;
pub use sizes::SizeSpec;
pub use town::Town;

/// Whether HEIC is read. Where it is not, it is [`PictureError::Heic`].
pub const READS_HEIC: bool = cfg!(feature = "heic");
