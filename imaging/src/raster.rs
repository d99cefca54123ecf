//! PNG, WebP and GIF (its first frame) → sRGB at the size needed.

use image::{DynamicImage, ImageDecoder, RgbImage, RgbaImage};

use crate::chain::Alpha;
use crate::colour;
use crate::decode::Decoded;
use crate::error::PictureError;
use crate::facts;
use crate::frame::Frame;
use crate::header::{self, Kind};
use crate::planes::Planes;
use crate::sampler::{Sampler, resize_clear};

/// Rows converted at a time, so that only the decoder's own copy is held at full size.
const STRIP_ROWS: u32 = 64;

/// Decodes to `target` pixels, width × height as stored.
/// Errors: `Damaged`, `Unsupported`, `TooComplex` when the decoder asks for too much memory.
pub(crate) fn decode(data: &[u8], kind: Kind, target: (u32, u32), alpha: Alpha) -> Result<Decoded, PictureError> {
    let mut decoder = header::open(data, kind)?;
    let profile = decoder.icc_profile().ok().flatten().and_then(|profile| colour::to_srgb(&profile));
    let metadata = facts::read(decoder.exif_metadata().ok().flatten());
    let picture = DynamicImage::from_decoder(decoder)?;
    let coloured = |picture| match &profile {
        Some(transform) => transform.apply(picture),
        None => picture,
    };
    if alpha == Alpha::Kept && is_clear(&picture) {
        let small = resize_clear(&picture.into_rgba8(), target)?;
        let opaque = coloured(DynamicImage::ImageRgba8(small.clone()).into_rgb8());
        let pixels = small.pixels().zip(opaque.pixels());
        let rgba = pixels.flat_map(|(clear, colour)| [colour.0[0], colour.0[1], colour.0[2], clear.0[3]]).collect();
        let picture = RgbaImage::from_raw(target.0, target.1, rgba).ok_or(PictureError::Failed)?;
        return Ok(Decoded::new(Frame::Clear(picture), metadata));
    }
    let picture = RgbImage::from_raw(target.0, target.1, shrink(&picture, target)?).ok_or(PictureError::Failed)?;
    Ok(Decoded::new(Frame::Opaque(Planes::from_rgb(&coloured(picture))?), metadata))
}

/// Whether any pixel is transparent, if only a little.
fn is_clear(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(picture) => picture.pixels().any(|pixel| pixel.0[3] < u8::MAX),
        DynamicImage::ImageLumaA8(picture) => picture.pixels().any(|pixel| pixel.0[1] < u8::MAX),
        DynamicImage::ImageRgba16(picture) => picture.pixels().any(|pixel| pixel.0[3] < u16::MAX),
        DynamicImage::ImageLumaA16(picture) => picture.pixels().any(|pixel| pixel.0[1] < u16::MAX),
        _ => false,
    }
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
