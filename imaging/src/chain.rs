use bytes::Bytes;

use crate::colour::Colour;
use crate::decode::{self, Decoded};
use crate::error::PictureError;
use crate::facts::PhotoFacts;
use crate::frame::Frame;
use crate::header::{Header, probe};
use crate::sizes::SizeSpec;

/// What is wanted of a picture.
#[derive(Debug, Clone)]
pub struct Order {
    /// Each becomes one [`Rendition`], in this order.
    pub sizes: Vec<SizeSpec>,
    pub alpha: Alpha,
    /// More pixels are refused; of what has to be held whole, [`HELD_PIXELS_MAX`](super::HELD_PIXELS_MAX) are too.
    pub pixels_max: u64,
}

/// What becomes of transparent parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alpha {
    /// They turn white; every rendition is a JPEG.
    OnWhite,
    /// They stay, and renditions of a picture that has any are WebP.
    Kept,
}

/// Everything that comes out of one upload.
#[derive(Debug, Clone)]
pub struct Made {
    /// The upload itself, its size in pixels as stored.
    pub original: Header,
    /// Pixels of the upload when it stands upright.
    pub width: u32,
    /// Pixels of the upload when it stands upright.
    pub height: u32,
    /// One per requested size, in the order of the request.
    pub sizes: Vec<Rendition>,
    /// About 25 bytes that a blurred placeholder with the right shape is drawn from (evanw.github.io/thumbhash).
    pub thumbhash: Vec<u8>,
    /// Mean colour, to fill the place of the picture while it loads.
    pub colour: Colour,
    pub facts: PhotoFacts,
}

/// One finished picture: upright, sRGB, without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// Sizes that come out alike share them.
    pub bytes: Bytes,
    pub encoding: Encoding,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// How a rendition is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Jpeg,
    WebP,
}

impl Encoding {
    /// For the `Content-Type` header.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
        }
    }

    /// Of a file name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
        }
    }
}

/// Decodes once and makes every size, each from the next larger one. Blocks the thread: see [`super::Imager`].
/// Errors: every case of [`PictureError`] but `Busy`; a panic in a decoder becomes `Failed`.
pub fn make(data: &[u8], order: &Order) -> Result<Made, PictureError> {
    std::panic::catch_unwind(|| run(data, order)).unwrap_or_else(|_| {
        tracing::error!(bytes = data.len(), "a picture decoder panicked");
        Err(PictureError::Failed)
    })
}

fn run(data: &[u8], order: &Order) -> Result<Made, PictureError> {
    let original = probe(data, order.pixels_max)?;
    let stored = (original.width, original.height);
    let target = order.sizes.iter().map(|spec| spec.frame(stored)).max_by_key(|frame| frame.0).unwrap_or((1, 1));
    let Decoded { frame, facts, sideways } = decode::upright(data, original, target, order.alpha)?;
    let (width, height) = if sideways { (stored.1, stored.0) } else { stored };
    let (sizes, smallest) = shrink(frame, (width, height), &order.sizes)?;
    let (colour, thumbhash) = smallest.placeholder();
    Ok(Made { original, width, height, sizes, thumbhash, colour, facts })
}

/// All renditions, and the smallest frame on the way.
fn shrink(mut frame: Frame, upright: (u32, u32), sizes: &[SizeSpec]) -> Result<(Vec<Rendition>, Frame), PictureError> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(sizes[index].frame(upright)));
    let mut made: Vec<(usize, Rendition)> = Vec::with_capacity(sizes.len());
    for index in order {
        let size = sizes[index].frame(upright);
        let same = size == frame.size();
        if !same {
            frame = frame.resized(size)?;
        }
        let part = sizes[index].crop(size);
        let twin = made.last().filter(|(_, last)| same && part == (0, 0, last.width, last.height));
        let rendition = match twin {
            Some((_, twin)) => twin.clone(),
            None => frame.render(part)?,
        };
        made.push((index, rendition));
    }
    made.sort_by_key(|&(index, _)| index);
    Ok((made.into_iter().map(|(_, rendition)| rendition).collect(), frame))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{jpeg, scene};

    #[test]
    fn sizes_come_in_the_order_asked_for_and_never_larger() {
        let data = jpeg(&scene(1000, 750), |_| {});
        let sizes = [SizeSpec::Square(128), SizeSpec::Fit(2048), SizeSpec::Fit(320), SizeSpec::Square(800)];
        let order = |sizes: &[SizeSpec]| Order { sizes: sizes.to_vec(), alpha: Alpha::OnWhite, pixels_max: 750_000 };
        let made = make(&data, &order(&sizes)).unwrap();
        let have: Vec<_> = made.sizes.iter().map(|r| (r.width, r.height)).collect();
        assert_eq!(have, [(128, 128), (1000, 750), (320, 240), (750, 750)]);
        assert_eq!((made.original.width, made.original.height), (1000, 750));
        assert!(make(&data, &order(&[])).unwrap().sizes.is_empty());
    }
}
