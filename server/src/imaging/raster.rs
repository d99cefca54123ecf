//! PNG, WebP and GIF (its first frame) → opaque sRGB at the size needed.

use image::{DynamicImage, ImageDecoder, RgbImage};

use super::colour;
use super::decode::Decoded;
use super::error::PictureError;
use super::facts;
use super::header::{self, Kind};
use super::sampler::Sampler;

/// Rows converted at a time, so that only the decoder's own copy is held at full size.
const STRIP_ROWS: u32 = 64;

/// Decodes to `target` pixels, width × height as stored, transparent parts on white.
/// Errors: `Damaged`, `Unsupported`, `TooComplex` when the decoder asks for too much memory.
pub(super) fn decode(data: &[u8], kind: Kind, target: (u32, u32)) -> Result<Decoded, PictureError> {
    let mut decoder = header::open(data, kind)?;
    let profile = decoder.icc_profile().ok().flatten();
    let metadata = facts::read(decoder.exif_metadata().ok().flatten());
    let rgb = shrink(&DynamicImage::from_decoder(decoder)?, target)?;
    let rgb = match profile {
        Some(profile) => colour::to_srgb(rgb, &profile),
        None => rgb,
    };
    let picture = RgbImage::from_raw(target.0, target.1, rgb).ok_or(PictureError::Failed)?;
    Ok(Decoded { picture, metadata })
}

fn shrink(picture: &DynamicImage, target: (u32, u32)) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (picture.width(), picture.height());
    let mut sampler = Sampler::new(3, (width as usize, height as usize), target);
    let mut row = Vec::with_capacity(width as usize * 3);
    for top in (0..height).step_by(STRIP_ROWS as usize) {
        let rows = STRIP_ROWS.min(height - top);
        let strip = picture.crop_imm(0, top, width, rows).into_rgba8();
        for pixels in strip.as_raw().chunks_exact(width as usize * 4) {
            row.clear();
            row.extend(pixels.chunks_exact(4).flat_map(on_white));
            sampler.push(&row);
        }
    }
    sampler.finish((f64::from(width), f64::from(height)))
}

fn on_white(pixel: &[u8]) -> [u8; 3] {
    let alpha = u32::from(pixel[3]);
    [0, 1, 2].map(|i| ((u32::from(pixel[i]) * alpha + 255 * (255 - alpha) + 127) / 255) as u8)
}
