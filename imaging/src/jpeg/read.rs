use image::RgbImage;
use image::metadata::Orientation;

use super::Space;
use super::markers::{APP14, SOS, Segments};
use super::turbo::Decoder;
use crate::colour;
use crate::error::PictureError;
use crate::planes::{Plane, Planes, colour_shift};
use crate::resample::{Axis, Curve, Resampler, Span};

/// A JPEG whose header has been read.
pub struct Picture<'a> {
    pub exif: Option<Vec<u8>>,
    profile: Option<Vec<u8>>,
    /// CMYK as Adobe writes it, 255 meaning no ink.
    inverted: bool,
    space: Space,
    decoder: Decoder<'a>,
}

/// Reads up to the first scan. Errors: `Damaged`, `Unsupported`.
pub fn open(data: &[u8]) -> Result<Picture<'_>, PictureError> {
    let decoder = Decoder::open(data)?;
    let space = decoder.space().ok_or(PictureError::Unsupported)?;
    let (mut exif, mut inverted, mut profile) = (None, false, Vec::new());
    for segment in (Segments { data }).take_while(|segment| segment.marker != SOS) {
        match segment.marker {
            0xE1 if exif.is_none() => exif = segment.body.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec),
            0xE2 => {
                if let Some([index, _, part @ ..]) = segment.body.strip_prefix(b"ICC_PROFILE\0") {
                    profile.push((*index, part));
                }
            }
            APP14 => inverted |= segment.body.starts_with(b"Adobe"),
            _ => {}
        }
    }
    profile.sort_by_key(|part| part.0);
    let profile: Vec<u8> = profile.into_iter().flat_map(|part| part.1).copied().collect();
    Ok(Picture { exif, profile: (!profile.is_empty()).then_some(profile), inverted, space, decoder })
}

impl Picture<'_> {
    /// Decodes to `size`, width × height as stored, in sRGB; `orientation` says how it will be turned.
    /// Errors: `Damaged`, `Unsupported`, `TooComplex`.
    pub fn decode(self, size: (usize, usize), orientation: Orientation) -> Result<Planes, PictureError> {
        let halved = matches!(self.space, Space::Grey | Space::YCbCr);
        let shift = colour_shift(orientation, size);
        let parts = plan(&self.decoder, size, halved);
        let edges: Vec<usize> = parts.iter().map(|part| part.edge).collect();
        let resampler = |(index, part): (usize, &Part)| {
            let axis = |from, length, shift| match index {
                1.. if halved => Axis { from, to: Span::halved(length), shift },
                _ => Axis { from, to: Span::whole(length), shift: 0.0 },
            };
            Resampler::new(axis(part.across, size.0, shift.0), axis(part.down, size.1, shift.1), Curve::Quick)
        };
        let mut planes: Vec<Resampler> = parts.iter().enumerate().map(resampler).collect();
        let mut left: Vec<usize> = parts.iter().map(|part| part.down.samples).collect();
        self.decoder.read(&edges, |index, row| {
            // The last row of blocks may reach beyond the picture.
            let Some(rest) = left[index].checked_sub(1) else { return Ok(()) };
            left[index] = rest;
            planes[index].push(&row[..parts[index].across.samples])
        })?;
        let mut planes = planes.into_iter().map(Resampler::finish);
        let profile = self.profile.as_deref();
        if !halved {
            let planes: Vec<Plane> = planes.collect::<Result<_, _>>()?;
            let rgb = colour::join(&planes, self.space, profile, self.inverted)?;
            let picture = RgbImage::from_raw(size.0 as u32, size.1 as u32, rgb).ok_or(PictureError::Failed)?;
            return Planes::from_rgb(&picture);
        }
        let luma = planes.next().ok_or(PictureError::Damaged)??;
        let chroma = match (planes.next(), planes.next()) {
            (Some(blue), Some(red)) => Some([blue?, red?]),
            _ => None,
        };
        let planes = Planes { luma, chroma };
        match profile.filter(|_| planes.chroma.is_some()).and_then(colour::to_srgb) {
            Some(transform) => planes.recoloured(|picture| transform.apply(picture)),
            None => Ok(planes),
        }
    }
}

/// What the decoder gives of a component.
struct Part {
    /// Samples along a block's side.
    edge: usize,
    across: Span,
    down: Span,
}

/// For each component, the least that is enough for `target`, width × height of the whole picture.
fn plan(decoder: &Decoder, target: (usize, usize), halved: bool) -> Vec<Part> {
    let (width, height) = decoder.size();
    let factors = decoder.factors();
    let finest = factors.iter().fold((1, 1), |a, b| (a.0.max(b.0), a.1.max(b.1)));
    // The decoder takes its scale from the first component.
    let scales: &[usize] = if factors[0] == finest { &[1, 2, 4] } else { &[] };
    let part = |(index, factor): (usize, &(usize, usize))| {
        let span = |length: usize, factor: usize, finest: usize, edge: usize| {
            let (parts, whole) = (length * factor * edge, finest * 8);
            Span { samples: parts.div_ceil(whole), extent: parts as f64 / whole as f64 }
        };
        let spans = |edge| (span(width, factor.0, finest.0, edge), span(height, factor.1, finest.1, edge));
        // Colour is kept at half the size of brightness, and an eighth less of that is not seen.
        let enough = |samples: usize, target: usize| match index {
            1.. if halved => samples * 16 >= target * 7,
            _ => samples >= target,
        };
        let edge = scales.iter().copied().find(|&edge| {
            let (across, down) = spans(edge);
            enough(across.samples, target.0) && enough(down.samples, target.1)
        });
        let edge = edge.unwrap_or(8);
        let (across, down) = spans(edge);
        Part { edge, across, down }
    };
    factors.iter().enumerate().map(part).collect()
}
