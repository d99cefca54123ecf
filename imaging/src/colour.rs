use std::fmt;
use std::sync::Arc;

use image::{RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

use crate::error::PictureError;
use crate::jpeg::Space;
use crate::planes::Plane;

/// An sRGB colour; shown as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// The mean of all pixels as they are seen on white, for the empty place until a picture has loaded.
    pub(crate) fn average(picture: &RgbaImage) -> Self {
        let mut sums = [0u64; 3];
        for pixel in picture.pixels() {
            let [rgb @ .., alpha] = pixel.0.map(u64::from);
            for (sum, value) in sums.iter_mut().zip(rgb) {
                *sum += value * alpha + 255 * (255 - alpha);
            }
        }
        let count = (u64::from(picture.width()) * u64::from(picture.height())).max(1);
        Self(sums.map(|sum| (sum / count / 255) as u8))
    }
}

/// Component planes of one size → interleaved sRGB. `inverted`: CMYK as Adobe writes it, 255 meaning no ink.
pub(crate) fn join(
    planes: &[Plane],
    space: Space,
    profile: Option<&[u8]>,
    inverted: bool,
) -> Result<Vec<u8>, PictureError> {
    let planes: Vec<&[u8]> = planes.iter().map(Plane::samples).collect();
    let rgb = match (space, planes.as_slice()) {
        (Space::Grey, &[luma]) => interleave([luma], |[luma]| [luma; 3]),
        (Space::Rgb, &[red, green, blue]) => interleave([red, green, blue], |rgb| rgb),
        (Space::YCbCr, &[y, cb, cr]) => interleave([y, cb, cr], ycbcr),
        (Space::Cmyk, &[c, m, y, k]) => {
            let ink = interleave([c, m, y, k], |cmyk| ink(cmyk, inverted));
            return Ok(print_to_srgb(&ink, profile));
        }
        (Space::Ycck, &[y, cb, cr, k]) => {
            let ink = interleave([y, cb, cr, k], |[y, cb, cr, k]| {
                let [r, g, b] = ycbcr([y, cb, cr]);
                ink([255 - r, 255 - g, 255 - b, k], inverted)
            });
            return Ok(print_to_srgb(&ink, profile));
        }
        _ => return Err(PictureError::Unsupported),
    };
    Ok(match profile.filter(|_| planes.len() == 3) {
        Some(profile) => convert(&rgb, profile, DataColorSpace::Rgb, Layout::Rgb).unwrap_or(rgb),
        None => rgb,
    })
}

/// From the colours of a profile to sRGB.
pub(crate) struct ToSrgb(Arc<Transform8BitExecutor>);

/// The way from a profile's colours to sRGB; `None` when they are the same, or the profile cannot be used.
pub(crate) fn to_srgb(profile: &[u8]) -> Option<ToSrgb> {
    let to_srgb = ToSrgb(transform(profile, DataColorSpace::Rgb, Layout::Rgb)?);
    // Cameras write many different profiles for sRGB. A few colours tell whether this is one.
    let steps = [0, 64, 128, 192, 255];
    let probe: Vec<u8> =
        steps.iter().flat_map(|&r| steps.iter().flat_map(move |&g| steps.map(|b| [r, g, b]))).flatten().collect();
    let mut out = vec![0; probe.len()];
    to_srgb.0.transform(&probe, &mut out).ok()?;
    let moved = probe.iter().zip(&out).any(|(&from, &to)| from.abs_diff(to) > 2);
    moved.then_some(to_srgb)
}

impl ToSrgb {
    /// Unchanged where that fails.
    pub fn apply(&self, picture: RgbImage) -> RgbImage {
        let mut rgb = vec![0; picture.as_raw().len()];
        let (width, height) = picture.dimensions();
        match self.0.transform(picture.as_raw(), &mut rgb) {
            Ok(()) => RgbImage::from_raw(width, height, rgb).unwrap_or(picture),
            Err(_) => picture,
        }
    }
}

fn print_to_srgb(ink: &[u8], profile: Option<&[u8]>) -> Vec<u8> {
    profile
        .and_then(|profile| convert(ink, profile, DataColorSpace::Cmyk, Layout::Rgba))
        .unwrap_or_else(|| ink.chunks_exact(4).flat_map(plain_cmyk).collect())
}

fn transform(icc: &[u8], space: DataColorSpace, layout: Layout) -> Option<Arc<Transform8BitExecutor>> {
    let profile = ColorProfile::new_from_slice(icc).ok().filter(|profile| profile.color_space == space)?;
    let srgb = ColorProfile::new_srgb();
    profile.create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default()).ok()
}

fn convert(pixels: &[u8], icc: &[u8], space: DataColorSpace, layout: Layout) -> Option<Vec<u8>> {
    let mut rgb = vec![0; pixels.len() / layout.channels() * 3];
    transform(icc, space, layout)?.transform(pixels, &mut rgb).ok()?;
    Some(rgb)
}

fn interleave<const N: usize, const M: usize>(planes: [&[u8]; N], pixel: impl Fn([u8; N]) -> [u8; M]) -> Vec<u8> {
    let count = planes.iter().map(|plane| plane.len()).min().unwrap_or(0);
    let planes = planes.map(|plane| &plane[..count]);
    let mut out = vec![0; count * M];
    for (index, out) in out.chunks_exact_mut(M).enumerate() {
        out.copy_from_slice(&pixel(planes.map(|plane| plane[index])));
    }
    out
}

/// ITU-T T.871 (JFIF), in 1/65536.
fn ycbcr([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let (y, cb, cr) = ((i32::from(y) << 16) + (1 << 15), i32::from(cb) - 128, i32::from(cr) - 128);
    let byte = |value: i32| (value >> 16).clamp(0, 255) as u8;
    [byte(y + 91_881 * cr), byte(y - 22_554 * cb - 46_802 * cr), byte(y + 116_130 * cb)]
}

fn ink(cmyk: [u8; 4], inverted: bool) -> [u8; 4] {
    if inverted { cmyk.map(|value| 255 - value) } else { cmyk }
}

fn plain_cmyk(ink: &[u8]) -> [u8; 3] {
    let paper = |ink: u8| 255 - u32::from(ink);
    [0, 1, 2].map(|i| ((paper(ink[i]) * paper(ink[3]) + 127) / 255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jfif_colours() {
        assert_eq!(ycbcr([255, 128, 128]), [255; 3]);
        assert_eq!(ycbcr([0, 128, 128]), [0; 3]);
        assert_eq!(ycbcr([76, 85, 255]), [254, 0, 0]);
        assert_eq!(ycbcr([29, 255, 107]), [0, 0, 254]);
    }

    #[test]
    fn ink_both_ways_round() {
        let join = |plane: [u8; 4], inverted| {
            let planes: Vec<_> = plane.iter().filter_map(|&value| Plane::new(vec![value], (1, 1))).collect();
            join(&planes, Space::Cmyk, None, inverted).unwrap()
        };
        assert_eq!(join([0, 255, 255, 0], false), [255, 0, 0]);
        assert_eq!(join([255, 0, 0, 255], true), [255, 0, 0]);
        assert_eq!(join([0, 0, 0, 255], false), [0, 0, 0]);
        assert_eq!(join([255, 255, 255, 255], true), [255, 255, 255]);
    }

    #[test]
    fn wide_gamut_becomes_more_saturated_numbers() {
        let p3 = ColorProfile::new_display_p3().encode().unwrap();
        let picture = RgbImage::from_raw(2, 1, vec![200, 80, 80, 128, 128, 128]).unwrap();
        let out = to_srgb(&p3).unwrap().apply(picture).into_raw();
        assert!(out[0] > 205 && out[1] < 80, "{out:?}");
        assert!(out[3..].iter().all(|&value| value.abs_diff(128) <= 1), "{out:?}");
    }

    #[test]
    fn a_broken_profile_and_srgb_change_nothing() {
        assert!(to_srgb(b"not a profile").is_none());
        assert!(to_srgb(&ColorProfile::new_srgb().encode().unwrap()).is_none());
    }

    #[test]
    fn hex() {
        assert_eq!(Colour([1, 171, 255]).to_string(), "#01abff");
    }
}
