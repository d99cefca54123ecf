use image::RgbImage;

use crate::chain::Alpha;
use crate::error::PictureError;
use crate::facts::{self, Metadata, PhotoFacts};
use crate::frame::Frame;
use crate::header::{Header, Kind};
use crate::heic;
use crate::jpeg;
use crate::planes::{Planes, sideways};
use crate::raster;

/// A picture in sRGB, upright, at the size that was asked for.
pub(crate) struct Decoded {
    pub frame: Frame,
    pub facts: PhotoFacts,
    /// Whether width and height of the upright picture are those stored, exchanged.
    pub sideways: bool,
}

/// A picture from one of the decoders that give colours: sRGB, not yet upright.
pub(crate) struct Coloured {
    pub picture: RgbImage,
    pub metadata: Metadata,
}

/// Decodes to `target` pixels, width × height as stored.
/// Errors: `Damaged`, `Unsupported`, `TooManyPixels`, `TooComplex`, `Failed`.
pub(crate) fn upright(data: &[u8], header: Header, target: (u32, u32), alpha: Alpha) -> Result<Decoded, PictureError> {
    let coloured = match header.kind {
        Kind::Jpeg => {
            let mut picture = jpeg::open(data)?;
            let metadata = facts::read(picture.exif.take());
            let planes = picture.decode((target.0 as usize, target.1 as usize), metadata.orientation)?;
            return Ok(Decoded::new(Frame::Opaque(planes), metadata));
        }
        Kind::Heif => heic::decode(data, target)?,
        kind @ (Kind::Png | Kind::WebP | Kind::Gif) => return raster::decode(data, kind, target, alpha),
    };
    let frame = Frame::Opaque(Planes::from_rgb(&coloured.picture)?);
    Ok(Decoded::new(frame, coloured.metadata))
}

impl Decoded {
    /// Turns upright what is stored otherwise.
    pub fn new(frame: Frame, Metadata { facts, orientation }: Metadata) -> Self {
        Self { frame: frame.upright(orientation), facts, sideways: sideways(orientation) }
    }
}
