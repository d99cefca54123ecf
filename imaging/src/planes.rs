//! Pictures as brightness and colour, one sample of colour for two by two pixels: how JPEG keeps them.

mod rgb;
mod turn;

pub use turn::{colour_shift, sideways};

use crate::error::PictureError;
use crate::resample::{Axis, Curve, Resampler, Span};

/// Samples of one kind, row after row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plane {
    samples: Vec<u8>,
    width: usize,
}

impl Plane {
    /// `None` unless there are exactly as many samples as the size says.
    pub fn new(samples: Vec<u8>, (width, height): (usize, usize)) -> Option<Self> {
        (width > 0 && samples.len() == width * height).then_some(Self { samples, width })
    }

    /// Width and height.
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.samples.len() / self.width)
    }

    pub fn samples(&self) -> &[u8] {
        &self.samples
    }

    pub fn row(&self, y: usize) -> &[u8] {
        &self.samples[y * self.width..][..self.width]
    }

    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.samples.chunks_exact(self.width)
    }

    /// With the first and the last sample of each row repeated so often.
    pub fn padded(&self, left: usize, right: usize) -> Self {
        let mut samples = Vec::with_capacity(self.samples.len() / self.width * (left + self.width + right));
        for row in self.rows() {
            samples.resize(samples.len() + left, row[0]);
            samples.extend_from_slice(row);
            samples.resize(samples.len() + right, row[self.width - 1]);
        }
        Self { samples, width: left + self.width + right }
    }

    fn crop(&self, (left, top): (usize, usize), (width, height): (usize, usize)) -> Self {
        let rows = self.rows().skip(top).take(height);
        Self { samples: rows.flat_map(|row| &row[left..left + width]).copied().collect(), width }
    }
}

/// A picture (T.871): brightness, and twice colour unless it is grey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planes {
    pub luma: Plane,
    pub chroma: Option<[Plane; 2]>,
}

impl Planes {
    /// Width and height in pixels.
    pub fn size(&self) -> (usize, usize) {
        self.luma.size()
    }

    /// Brightness first.
    pub fn each(&self) -> impl Iterator<Item = &Plane> {
        std::iter::once(&self.luma).chain(self.chroma.iter().flatten())
    }

    /// The same picture in another size. Errors: `Failed`.
    pub fn resized(&self, to: (usize, usize)) -> Result<Self, PictureError> {
        let from = self.size();
        let part = |plane: &Plane, span: fn(usize) -> Span| {
            let axis = |from, to| Axis { from: span(from), to: span(to), shift: 0.0 };
            let mut resampler = Resampler::new(axis(from.0, to.0), axis(from.1, to.1), Curve::Sharp);
            plane.rows().try_for_each(|row| resampler.push(row))?;
            resampler.finish()
        };
        let luma = part(&self.luma, Span::whole)?;
        let chroma = match &self.chroma {
            Some([blue, red]) => Some([part(blue, Span::halved)?, part(red, Span::halved)?]),
            None => None,
        };
        Ok(Self { luma, chroma })
    }

    /// A part of it; it begins a pixel further left or up where colour could not follow.
    pub fn cropped(&self, (left, top): (usize, usize), (width, height): (usize, usize)) -> Self {
        let half = |plane: &Plane| plane.crop((left / 2, top / 2), (width.div_ceil(2), height.div_ceil(2)));
        Self {
            luma: self.luma.crop((left & !1, top & !1), (width, height)),
            chroma: self.chroma.as_ref().map(|[blue, red]| [half(blue), half(red)]),
        }
    }
}
