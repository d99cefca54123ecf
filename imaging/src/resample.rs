//! Rows of one plane in, a plane of another size out.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::error::PictureError;
use crate::planes::Plane;

/// Rows of a result that are made together.
const STRIP: usize = 64;
/// Samples of the result on each side of one that share samples with it, with any of the curves used here.
const REACH: f64 = 3.0;

/// How samples weigh, by their distance.
#[derive(Debug, Clone, Copy)]
pub enum Curve {
    /// Two lobes (Catmull and Rom): a third faster than the other, and as sharp, for a picture that is seldom seen at
    /// the size of its pixels and made into others.
    Quick,
    /// Three lobes (Lanczos).
    Sharp,
}

/// How samples lie under a picture, along one axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    pub samples: usize,
    /// The picture's length in samples; with coarser colour it ends between two of them.
    pub extent: f64,
}

impl Span {
    pub fn whole(samples: usize) -> Self {
        Self { samples, extent: samples as f64 }
    }

    /// Of the colour of a picture of this length, one sample for two pixels.
    pub fn halved(pixels: usize) -> Self {
        Self { samples: pixels.div_ceil(2), extent: pixels as f64 / 2.0 }
    }
}

/// One axis of a change of size.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    pub from: Span,
    pub to: Span,
    /// Where the samples of the result lie, in samples: 0, or less than that.
    pub shift: f64,
}

impl Axis {
    /// What of the plane becomes the result: where it begins, and its length.
    fn part(self) -> (f64, f64) {
        let scale = self.from.extent / self.to.extent;
        (self.shift * scale, self.to.samples as f64 * scale)
    }

    /// Samples that are missing before and after the plane.
    fn missing(self) -> (usize, usize) {
        let (start, length) = self.part();
        let beyond = start + length - self.from.samples as f64;
        // What is less than this comes from rounding.
        let whole = |length: f64| (length - 1e-6).ceil().max(0.0) as usize;
        (whole(-start), whole(beyond))
    }
}

/// Takes a plane row by row and holds no more of it than is needed: first it changes its height, strip by strip, and when
/// all rows have come, its width.
pub struct Resampler {
    across: Axis,
    down: Axis,
    curve: Curve,
    resizer: Resizer,
    /// Rows that have come and are still needed, and the number of the first.
    rows: Vec<u8>,
    first: usize,
    /// Rows of the result as wide as they came, and how many of them are done.
    tall: Vec<u8>,
    done: usize,
}

impl Resampler {
    pub fn new(across: Axis, down: Axis, curve: Curve) -> Self {
        let tall = vec![0; across.from.samples * down.to.samples];
        Self { across, down, curve, resizer: Resizer::new(), rows: Vec::new(), first: 0, tall, done: 0 }
    }

    /// Takes the next row. Errors: `Failed`, which does not happen.
    pub fn push(&mut self, row: &[u8]) -> Result<(), PictureError> {
        // What is missing above is like the first row.
        let times = if self.first == 0 && self.rows.is_empty() { 1 + self.down.missing().0 } else { 1 };
        (0..times).for_each(|_| self.rows.extend_from_slice(row));
        self.advance(false)
    }

    /// The plane. Errors: `Damaged` when rows are missing.
    pub fn finish(mut self) -> Result<Plane, PictureError> {
        let width = self.across.from.samples;
        let (above, below) = self.down.missing();
        if self.first + self.rows.len() / width < above + self.down.from.samples {
            return Err(PictureError::Damaged);
        }
        let last = self.rows.len() - width;
        (0..below).for_each(|_| self.rows.extend_from_within(last..last + width));
        self.advance(true)?;
        let size = (self.across.to.samples, self.down.to.samples);
        let tall = Plane::new(self.tall, (width, size.1)).ok_or(PictureError::Failed)?;
        let (left, right) = self.across.missing();
        let tall = if left + right > 0 { tall.padded(left, right) } else { tall };
        let (start, length) = self.across.part();
        let mut samples = vec![0; size.0 * size.1];
        let part = (start + left as f64, length, 0.0, size.1 as f64);
        resize(&mut self.resizer, self.curve, tall.samples(), tall.size(), part, &mut samples, size)?;
        Plane::new(samples, size).ok_or(PictureError::Failed)
    }

    /// Makes the strips for which all rows are there; in the end, no more will come.
    fn advance(&mut self, ended: bool) -> Result<(), PictureError> {
        let width = self.across.from.samples;
        let (start, length) = self.down.part();
        let scale = length / self.down.to.samples as f64;
        let reach = REACH * scale.max(1.0) + 1.0;
        while self.done < self.down.to.samples {
            let count = STRIP.min(self.down.to.samples - self.done);
            let top = start + self.down.missing().0 as f64 + self.done as f64 * scale;
            let bottom = top + count as f64 * scale;
            let held = self.rows.len() / width;
            if !ended && ((self.first + held) as f64) < bottom + reach {
                return Ok(());
            }
            let part = (0.0, width as f64, top - self.first as f64, count as f64 * scale);
            let to = &mut self.tall[self.done * width..][..count * width];
            resize(&mut self.resizer, self.curve, &self.rows, (width, held), part, to, (width, count))?;
            self.done += count;
            let needed = ((bottom - reach).max(0.0) as usize).clamp(self.first, self.first + held);
            self.rows.drain(..(needed - self.first) * width);
            self.first = needed;
        }
        Ok(())
    }
}

/// `part`: left, width, top and height of what becomes the result.
fn resize(
    resizer: &mut Resizer,
    curve: Curve,
    from: &[u8],
    (width, height): (usize, usize),
    (left, across, top, down): (f64, f64, f64, f64),
    to: &mut [u8],
    size: (usize, usize),
) -> Result<(), PictureError> {
    let mut attempt = || -> anyhow::Result<()> {
        let from = ImageRef::new(width as u32, height as u32, from, PixelType::U8)?;
        let mut to = Image::from_slice_u8(size.0 as u32, size.1 as u32, to, PixelType::U8)?;
        // Rounding must not lead beyond the end.
        let (across, down) = (across.min(width as f64 - left), down.min(height as f64 - top));
        let filter = match curve {
            Curve::Quick => FilterType::CatmullRom,
            Curve::Sharp => FilterType::Lanczos3,
        };
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
        resizer.resize(&from, &mut to, &options.crop(left, top, across, down))?;
        Ok(())
    };
    attempt().map_err(|error| {
        tracing::error!(%error, "resizing a picture failed");
        PictureError::Failed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(from: Span, to: Span, shift: f64) -> Axis {
        Axis { from, to, shift }
    }

    fn resized(from: (usize, usize), to: (usize, usize), at: impl Fn(usize, usize) -> u8) -> Plane {
        let samples = (0..from.1).flat_map(|y| (0..from.0).map(move |x| (x, y))).map(|(x, y)| at(x, y)).collect();
        let plane = Plane::new(samples, from).unwrap();
        let whole = |from, to| axis(Span::whole(from), Span::whole(to), 0.0);
        resample(&plane, whole(from.0, to.0), whole(from.1, to.1)).unwrap()
    }

    fn resample(plane: &Plane, across: Axis, down: Axis) -> Result<Plane, PictureError> {
        let mut resampler = Resampler::new(across, down, Curve::Sharp);
        plane.rows().try_for_each(|row| resampler.push(row))?;
        resampler.finish()
    }

    #[test]
    fn flat_stays_flat_at_odd_sizes() {
        for from in [(1, 1), (7, 5), (31, 3), (100, 61), (3, 1000), (700, 400)] {
            for to in [(1, 1), (3, 2), (17, 90), (320, 200)] {
                for value in [0, 77, 255] {
                    let plane = resized(from, to, |_, _| value);
                    assert_eq!(plane.size(), to);
                    assert!(plane.samples().iter().all(|&have| have == value), "{from:?} {to:?} {value}");
                }
            }
        }
    }

    #[test]
    fn the_same_size_is_the_same_picture() {
        let at = |x: usize, y: usize| (x * 37 + y * 91) as u8;
        let plane = resized((61, 43), (61, 43), at);
        for (index, &value) in plane.samples().iter().enumerate() {
            assert_eq!(value, at(index % 61, index / 61));
        }
    }

    #[test]
    fn slopes_stay_slopes_whatever_lies_beyond_the_end() {
        let slope = Plane::new((0..200 * 3).map(|index| (index % 200) as u8).collect(), (200, 3)).unwrap();
        let down = axis(Span::whole(3), Span::whole(3), 0.0);
        for pixels in [100, 101, 128, 181, 265, 399] {
            for shift in [0.0, -0.5] {
                let to = Span::halved(pixels);
                let across = axis(Span::whole(200), to, shift);
                let plane = resample(&slope, across, down).unwrap();
                for x in 4..to.samples - 4 {
                    let want = (x as f64 + 0.5 + shift) * 200.0 / to.extent - 0.5;
                    let have = f64::from(plane.samples()[x]);
                    assert!((have - want).abs() < 0.7, "{pixels} {shift}: {x}: {have} {want}");
                }
            }
        }
    }

    #[test]
    fn strips_do_not_show() {
        let at = |x: usize, y: usize| (x * x / 7 + y * y / 5 + x * y / 11) as u8;
        for (from, to) in [((300, 900), (150, 461)), ((40, 1000), (40, 90)), ((90, 400), (100, 450))] {
            let samples: Vec<u8> = (0..from.0 * from.1).map(|index| at(index % from.0, index / from.0)).collect();
            let whole = ImageRef::new(from.0 as u32, from.1 as u32, &samples, PixelType::U8).unwrap();
            let mut want = Image::new(to.0 as u32, to.1 as u32, PixelType::U8);
            Resizer::new().resize(&whole, &mut want, &ResizeOptions::new()).unwrap();
            let have = resized(from, to, at);
            let difference = have.samples().iter().zip(want.buffer()).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(difference <= Some(2), "{from:?} {to:?}: {difference:?}");
        }
    }

    #[test]
    fn missing_rows_show() {
        let whole = axis(Span::whole(8), Span::whole(4), 0.0);
        let mut resampler = Resampler::new(whole, whole, Curve::Sharp);
        resampler.push(&[0; 8]).unwrap();
        assert_eq!(resampler.finish(), Err(PictureError::Damaged));
    }
}
