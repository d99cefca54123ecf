use image::{DynamicImage, RgbImage, imageops};

use super::colour::Colour;
use super::decode::{self, Decoded};
use super::encode;
use super::error::PictureError;
use super::exif::Exif;
use super::header::{Header, Kind, probe};
use super::raster;
use super::sampler::resize;
use super::sizes::SizeSpec;

/// Everything that comes out of one upload.
#[derive(Debug, Clone)]
pub struct Made {
    /// The upload itself, its size in pixels as stored.
    pub original: Header,
    pub exif: Exif,
    /// Mean colour, to fill the place of the picture while it loads.
    pub colour: Colour,
    /// One per requested size, in the order of the request.
    pub renditions: Vec<Rendition>,
}

/// One finished JPEG: upright, sRGB, without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    pub jpeg: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Decodes once and makes every size, each from the next larger one. Blocks the thread: see [`super::Imager`].
/// Errors: every case of [`PictureError`] but `Busy`; a panic in a decoder becomes `Failed`.
pub fn make(data: &[u8], sizes: &[SizeSpec]) -> Result<Made, PictureError> {
    std::panic::catch_unwind(|| run(data, sizes)).unwrap_or_else(|_| {
        tracing::error!(bytes = data.len(), "a picture decoder panicked");
        Err(PictureError::Failed)
    })
}

fn run(data: &[u8], sizes: &[SizeSpec]) -> Result<Made, PictureError> {
    let original = probe(data)?;
    let stored = (original.width, original.height);
    let target = sizes.iter().map(|spec| spec.frame(stored)).max_by_key(|frame| frame.0).unwrap_or((1, 1));
    let Decoded { picture, exif } = match original.kind {
        Kind::Jpeg => decode::jpeg(data, target)?,
        kind => raster::decode(data, kind, target)?,
    };

    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(exif.orientation());
    let upright = match exif.swaps_sides() {
        true => (stored.1, stored.0),
        false => stored,
    };
    let (renditions, smallest) = shrink(picture.into_rgb8(), upright, sizes)?;
    Ok(Made { original, exif, colour: Colour::average(&smallest), renditions })
}

/// All renditions, and the smallest frame on the way.
fn shrink(
    mut frame: RgbImage,
    upright: (u32, u32),
    sizes: &[SizeSpec],
) -> Result<(Vec<Rendition>, RgbImage), PictureError> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(sizes[index].frame(upright)));
    let mut made = Vec::with_capacity(sizes.len());
    for index in order {
        let spec = sizes[index];
        frame = scaled(frame, spec.frame(upright))?;
        made.push((index, render(&frame, spec)?));
    }
    made.sort_by_key(|&(index, _)| index);
    Ok((made.into_iter().map(|(_, rendition)| rendition).collect(), frame))
}

fn scaled(frame: RgbImage, to: (u32, u32)) -> Result<RgbImage, PictureError> {
    let (width, height) = frame.dimensions();
    let span = (f64::from(width), f64::from(height));
    let rgb = resize(frame.into_raw(), (width as usize, height as usize), span, to, 3)?;
    RgbImage::from_raw(to.0, to.1, rgb).ok_or(PictureError::Failed)
}

fn render(frame: &RgbImage, spec: SizeSpec) -> Result<Rendition, PictureError> {
    let (left, top, width, height) = spec.crop(frame.dimensions());
    let jpeg = if (width, height) == frame.dimensions() {
        encode::jpeg(frame)?
    } else {
        encode::jpeg(&imageops::crop_imm(frame, left, top, width, height).to_image())?
    };
    Ok(Rendition { jpeg, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::samples::{jpeg, scene};

    #[test]
    fn sizes_come_in_the_order_asked_for_and_never_larger() {
        let data = jpeg(&scene(1000, 750), |_| {});
        let sizes = [SizeSpec::Square(128), SizeSpec::Fit(2048), SizeSpec::Fit(320), SizeSpec::Square(800)];
        let made = make(&data, &sizes).unwrap();
        let have: Vec<_> = made.renditions.iter().map(|r| (r.width, r.height)).collect();
        assert_eq!(have, [(128, 128), (1000, 750), (320, 240), (750, 750)]);
        assert_eq!((made.original.width, made.original.height), (1000, 750));
        assert!(make(&data, &[]).unwrap().renditions.is_empty());
    }
}
