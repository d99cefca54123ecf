//! HEIC and AVIF where the program was built without libheif: what they are is known, and said.

use crate::decode::Coloured;
use crate::error::PictureError;

/// Errors: always; `Heic` says how to send a JPEG instead.
pub(crate) fn size(data: &[u8], _pixels_max: u64) -> Result<(u32, u32), PictureError> {
    match data.get(8..12) {
        Some(b"avif" | b"avis") => Err(PictureError::Unsupported),
        _ => Err(PictureError::Heic),
    }
}

/// Errors: always; see [`size`].
pub(crate) fn decode(data: &[u8], _target: (u32, u32)) -> Result<Coloured, PictureError> {
    Err(size(data, 0).err().unwrap_or(PictureError::Heic))
}
