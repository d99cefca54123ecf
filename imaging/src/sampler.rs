//! Rows in, smaller picture out: whole-number averaging while rows arrive, then one Lanczos step to the exact size.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};

use image::RgbaImage;

use crate::error::PictureError;

/// Collects interleaved 8-bit rows. Averaging by whole factors keeps at most four times the target in memory, however
/// large the picture is.
pub(crate) struct Sampler {
    channels: usize,
    size: (usize, usize),
    factor: (usize, usize),
    target: (u32, u32),
    sums: Vec<u32>,
    rows_summed: usize,
    out: Vec<u8>,
    rows: usize,
}

impl Sampler {
    /// `size` is that of the incoming rows, `target` that of the result; both in pixels.
    pub(crate) fn new(channels: usize, size: (usize, usize), target: (u32, u32)) -> Self {
        let fit = |have: usize, want: u32| (have / (want as usize).max(1)).max(1);
        let factor = (fit(size.0, target.0), fit(size.1, target.1));
        let out_bytes = size.0.div_ceil(factor.0) * size.1.div_ceil(factor.1) * channels;
        Self {
            channels,
            size,
            factor,
            target,
            sums: vec![0; if factor == (1, 1) { 0 } else { size.0 * channels }],
            rows_summed: 0,
            out: Vec::with_capacity(out_bytes),
            rows: 0,
        }
    }

    /// Takes the next row; `row` holds at least `width × channels` bytes.
    pub(crate) fn push(&mut self, row: &[u8]) {
        let row = &row[..self.size.0 * self.channels];
        self.rows += 1;
        if self.factor == (1, 1) {
            self.out.extend_from_slice(row);
            return;
        }
        for (sum, &value) in self.sums.iter_mut().zip(row) {
            *sum += u32::from(value);
        }
        self.rows_summed += 1;
        if self.rows_summed == self.factor.1 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        for group in self.sums.chunks(self.factor.0 * self.channels) {
            let count = (group.len() / self.channels * self.rows_summed) as u64;
            for channel in 0..self.channels {
                let sums = group.iter().skip(channel).step_by(self.channels);
                let sum: u64 = sums.map(|&sum| u64::from(sum)).sum();
                self.out.push(((sum + count / 2) / count) as u8);
            }
        }
        self.sums.fill(0);
        self.rows_summed = 0;
    }

    /// The picture at the target size. `span` is the picture's true extent in incoming samples: with subsampled
    /// colour it ends between two of them. Errors: `Damaged` when rows are missing.
    pub(crate) fn finish(mut self, span: (f64, f64)) -> Result<Vec<u8>, PictureError> {
        if self.rows != self.size.1 {
            return Err(PictureError::Damaged);
        }
        if self.rows_summed > 0 {
            self.flush();
        }
        let have = (self.size.0.div_ceil(self.factor.0), self.size.1.div_ceil(self.factor.1));
        let span =
            ((span.0 / self.factor.0 as f64).min(have.0 as f64), (span.1 / self.factor.1 as f64).min(have.1 as f64));
        resize(self.out, have, span, self.target, self.channels)
    }
}

/// Lanczos from the top left `span` of `pixels` to `target`.
fn resize(
    pixels: Vec<u8>,
    have: (usize, usize),
    span: (f64, f64),
    target: (u32, u32),
    channels: usize,
) -> Result<Vec<u8>, PictureError> {
    let have = (have.0 as u32, have.1 as u32);
    if have == target && span == (f64::from(target.0), f64::from(target.1)) {
        return Ok(pixels);
    }
    let kind = if channels == 1 { PixelType::U8 } else { PixelType::U8x3 };
    lanczos(&pixels, have, span, target, kind).map_err(|error| {
        tracing::error!(%error, "resizing a picture failed");
        PictureError::Failed
    })
}

/// The same for pixels with transparency, which count as much as they are seen.
pub(crate) fn resize_clear(picture: &RgbaImage, target: (u32, u32)) -> Result<RgbaImage, PictureError> {
    let have = picture.dimensions();
    let span = (f64::from(have.0), f64::from(have.1));
    let pixels = lanczos(picture.as_raw(), have, span, target, PixelType::U8x4).map_err(|error| {
        tracing::error!(%error, "resizing a picture failed");
        PictureError::Failed
    })?;
    RgbaImage::from_raw(target.0, target.1, pixels).ok_or(PictureError::Failed)
}

fn lanczos(
    pixels: &[u8],
    have: (u32, u32),
    span: (f64, f64),
    target: (u32, u32),
    kind: PixelType,
) -> anyhow::Result<Vec<u8>> {
    let source = ImageRef::new(have.0, have.1, pixels, kind)?;
    let mut small = Image::new(target.0, target.1, kind);
    let options = ResizeOptions::new().crop(0.0, 0.0, span.0, span.1);
    Resizer::new().resize(&source, &mut small, &options)?;
    Ok(small.into_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(size: (usize, usize), target: (u32, u32), at: impl Fn(usize, usize) -> u8) -> Vec<u8> {
        let mut sampler = Sampler::new(1, size, target);
        for y in 0..size.1 {
            let row: Vec<u8> = (0..size.0).map(|x| at(x, y)).collect();
            sampler.push(&row);
        }
        sampler.finish((size.0 as f64, size.1 as f64)).unwrap()
    }

    #[test]
    fn whole_factors_are_plain_averages() {
        let out = sample((4, 4), (2, 2), |x, y| if y < 2 { 10 * x as u8 } else { 100 });
        assert_eq!(out, [5, 25, 100, 100]);
    }

    #[test]
    fn flat_stays_flat_at_odd_sizes() {
        for size in [(1, 1), (7, 5), (31, 3), (100, 61), (3, 1000)] {
            let target = ((size.0 as u32).min(3), (size.1 as u32).min(2));
            let out = sample(size, target, |_, _| 77);
            assert_eq!(out.len(), (target.0 * target.1) as usize);
            assert!(out.iter().all(|&value| value == 77), "{size:?}: {out:?}");
        }
    }

    #[test]
    fn twenty_megapixels_fit_into_one() {
        let mut sampler = Sampler::new(1, (20_000, 1_000), (1, 1));
        let row = vec![255u8; 20_000];
        for _ in 0..1_000 {
            sampler.push(&row);
        }
        assert_eq!(sampler.finish((20_000.0, 1_000.0)), Ok(vec![255]));
    }

    #[test]
    fn memory_is_bounded_by_the_target() {
        let sampler = Sampler::new(3, (60_000, 1_600), (2048, 55));
        assert!(sampler.out.capacity() <= 4 * 2048 * 55 * 3);
    }
}
