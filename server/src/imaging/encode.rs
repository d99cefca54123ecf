use image::RgbImage;
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::error::PictureError;
use super::limits::QUALITY;

/// A baseline 4:2:0 JPEG that holds pixels and nothing else: no EXIF, GPS, XMP, profile or comment.
/// Huffman tables stay the standard ones: optimising them makes this encoder write non-interleaved scans, which
/// several decoders read as garbage.
pub(super) fn jpeg(picture: &RgbImage) -> Result<Vec<u8>, PictureError> {
    let side = |length: u32| u16::try_from(length).map_err(|_| PictureError::Failed);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).map_err(|error| {
        tracing::error!(%error, "encoding a picture failed");
        PictureError::Failed
    })?;
    Ok(bytes)
}
