use image::{RgbaImage, imageops};

use crate::colour::Colour;

/// Longest side, in pixels, of what the placeholder is made from; a ThumbHash keeps about 7 × 7 waves.
const EDGE: u32 = 100;

/// Mean colour and ThumbHash.
pub(crate) fn of(picture: &RgbaImage) -> (Colour, Vec<u8>) {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    let scale = |length: u32| (u64::from(length) * u64::from(EDGE.min(longest)) / u64::from(longest)).max(1) as u32;
    let small = imageops::thumbnail(picture, scale(width), scale(height));
    let hash = thumbhash::rgba_to_thumb_hash(small.width() as usize, small.height() as usize, small.as_raw());
    (Colour::average(&small), hash)
}
