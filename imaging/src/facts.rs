//! What the camera wrote about a photo. It is read from the upload and kept apart: no size we make carries it.

mod exposure;
mod moment;
mod position;
mod text;

use exif::{In, Reader, Tag};
use image::metadata::Orientation;
use jiff::tz::TimeZone;

use self::text::ascii;
use crate::position::Position;

/// Milliseconds since 1970-01-01T00:00Z.
pub type Millis = i64;

/// What the album shows and searches. Whatever is absent, broken or impossible is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhotoFacts {
    /// When the shutter opened, where camera or GPS tell how that time relates to UTC.
    pub taken_at_utc: Option<Millis>,
    /// What the camera's clock showed then, counted as if it had run on UTC.
    pub taken_local: Option<Millis>,
    /// Minutes east of UTC of `taken_local`.
    pub offset_minutes: Option<i32>,
    /// Maker and model, at most 100 characters: `NIKON COOLPIX P6000`.
    pub camera: Option<String>,
    /// At most 100 characters: `iPhone 8 back camera 3.99mm f/1.8`.
    pub lens: Option<String>,
    /// `1/250 s · f/1.8 · ISO 100 · 35 mm`, as far as it is known.
    pub exposure: Option<String>,
    pub position: Option<Position>,
}

impl PhotoFacts {
    /// When the photo was taken. A camera that does not name its offset is taken to show the time of `zone`, the
    /// party's own.
    pub fn taken_at(&self, zone: &TimeZone) -> Option<Millis> {
        self.taken_at_utc.or_else(|| moment::in_zone(self.taken_local?, zone))
    }
}

/// The facts, and how the stored pixels must be turned to be upright.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Metadata {
    pub facts: PhotoFacts,
    pub orientation: Orientation,
}

impl Default for Metadata {
    fn default() -> Self {
        Self { facts: PhotoFacts::default(), orientation: Orientation::NoTransforms }
    }
}

/// Reads a TIFF-shaped EXIF block. What is broken or absent is left out: metadata never fails a picture.
pub(crate) fn read(block: Option<Vec<u8>>) -> Metadata {
    let parsed = block.and_then(|block| {
        Reader::new().continue_on_error(true).read_raw(block).or_else(|error| error.distill_partial_result(|_| ())).ok()
    });
    let Some(exif) = parsed else {
        return Metadata::default();
    };
    let taken = moment::read(&exif);
    let facts = PhotoFacts {
        taken_at_utc: taken.utc,
        taken_local: taken.local,
        offset_minutes: taken.offset_minutes,
        camera: text::camera(&exif),
        lens: text::lens(&exif),
        exposure: exposure::line(&exif),
        position: position::read(&exif),
    };
    Metadata { facts, orientation: orientation(&exif) }
}

fn orientation(exif: &exif::Exif) -> Orientation {
    exif.get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| Orientation::from_exif(u8::try_from(value).ok()?))
        .unwrap_or(Orientation::NoTransforms)
}
