//! The markers of a JPEG (ITU-T T.81, annex B), read without decoding anything.

use crate::error::{PictureError, check_pixels};
use crate::limits::{COEFFICIENT_BYTES_MAX, SCANS_MAX};

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
pub const SOS: u8 = 0xDA;
pub const APP14: u8 = 0xEE;

pub struct Segment<'a> {
    pub marker: u8,
    pub body: &'a [u8],
}

/// Walks from marker to marker; entropy-coded data and stray bytes between them are stepped over.
pub struct Segments<'a> {
    /// What has not been walked over yet: right after the header of a scan, its entropy-coded data.
    pub data: &'a [u8],
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        let marker = loop {
            let found = memchr::memchr(0xFF, self.data)?;
            self.data = &self.data[found + 1..];
            match *self.data.first()? {
                0x00 | 0x01 | 0xD0..=0xD7 => self.data = &self.data[1..],
                0xFF => {}
                marker => break marker,
            }
        };
        self.data = &self.data[1..];
        if matches!(marker, SOI | EOI) {
            return Some(Segment { marker, body: &[] });
        }
        let length = usize::from(u16::from_be_bytes([*self.data.first()?, *self.data.get(1)?]));
        let body = self.data.get(2..length)?;
        self.data = &self.data[length..];
        Some(Segment { marker, body })
    }
}

struct Frame {
    width: u32,
    height: u32,
    components: u8,
    progressive: bool,
    /// Of all coefficients, two for each.
    bytes: u64,
}

impl Frame {
    /// Whether the decoder may hold all coefficients at once.
    fn check_bytes(&self) -> Result<(), PictureError> {
        let pixels = u64::from(self.width) * u64::from(self.height);
        match self.bytes {
            bytes if bytes <= COEFFICIENT_BYTES_MAX => Ok(()),
            bytes => Err(PictureError::TooManyPixels { pixels, limit: COEFFICIENT_BYTES_MAX * pixels / bytes }),
        }
    }
}

/// Width and height in pixels of a complete JPEG within all limits, of at most `pixels_max` pixels.
/// Errors: `TooManyPixels`, `TooComplex`, `Unsupported`, and `Damaged` when the end is missing.
pub fn check(data: &[u8], pixels_max: u64) -> Result<(u32, u32), PictureError> {
    let mut frame: Option<Frame> = None;
    let mut scans = 0;
    for Segment { marker, body } in (Segments { data }) {
        match (marker, &frame) {
            (0xC0..=0xC2, None) => frame = Some(read_frame(marker, body, pixels_max)?),
            (0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF, _) => {
                return Err(PictureError::Unsupported);
            }
            (0xC0..=0xC2, Some(_)) | (SOS, None) => return Err(PictureError::Damaged),
            (SOS, Some(frame)) => {
                if frame.progressive || body.first() != Some(&frame.components) {
                    frame.check_bytes()?;
                }
                scans += 1;
                if scans > SCANS_MAX {
                    return Err(PictureError::TooComplex);
                }
            }
            (EOI, Some(frame)) if scans > 0 => return Ok((frame.width, frame.height)),
            (EOI, _) => return Err(PictureError::Damaged),
            _ => {}
        }
    }
    Err(PictureError::Damaged)
}

fn read_frame(marker: u8, body: &[u8], pixels_max: u64) -> Result<Frame, PictureError> {
    let &[bits, h1, h0, w1, w0, components, ref parts @ ..] = body else {
        return Err(PictureError::Damaged);
    };
    if bits != 8 || !matches!(components, 1 | 3 | 4) {
        return Err(PictureError::Unsupported);
    }
    let (width, height) = (u16::from_be_bytes([w1, w0]).into(), u16::from_be_bytes([h1, h0]).into());
    check_pixels(width, height, pixels_max)?;
    let factors = || parts.chunks_exact(3).map(|part| (u64::from(part[1] >> 4), u64::from(part[1] & 15)));
    let finest = factors().fold((1, 1), |a, b| (a.0.max(b.0), a.1.max(b.1)));
    let blocks = |length: u32, factor: u64, finest: u64| (u64::from(length) * factor).div_ceil(8 * finest);
    let blocks = factors().map(|part| blocks(width, part.0, finest.0) * blocks(height, part.1, finest.1));
    Ok(Frame { width, height, components, progressive: marker == 0xC2, bytes: blocks.sum::<u64>() * 128 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::PIXELS_MAX;

    /// A frame header and one scan header, with what a decoder would need in between left out.
    fn bones(sof: u8, width: u16, height: u16, scans: usize, scan_components: u8) -> Vec<u8> {
        let mut data = vec![0xFF, SOI, 0xFF, sof, 0, 17, 8];
        data.extend(height.to_be_bytes());
        data.extend(width.to_be_bytes());
        data.extend([3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
        for _ in 0..scans {
            data.extend([0xFF, SOS, 0, 8, scan_components, 1, 0, 0, 63, 0]);
            data.extend([1, 2, 3, 0xFF, 0x00, 4, 0xFF, 0xD0, 5]);
        }
        data.extend([0xFF, EOI]);
        data
    }

    #[test]
    fn sizes_and_scans_are_limited_before_decoding() {
        let kind = |data: Vec<u8>| check(&data, PIXELS_MAX).map_err(|error| error.kind());
        assert_eq!(kind(bones(0xC0, 10_000, 10_000, 1, 3)), Ok((10_000, 10_000)));
        assert_eq!(kind(bones(0xC0, 20_000, 14_000, 1, 3)), Err("too_many_pixels"));
        assert_eq!(kind(bones(0xC2, 10_000, 10_001, 1, 3)), Err("too_many_pixels"));
        assert_eq!(kind(bones(0xC2, 9_000, 9_900, 1, 3)), Ok((9_000, 9_900)));
        assert_eq!(kind(bones(0xC2, 9_500, 9_900, 1, 3)), Err("too_many_pixels"));
        assert_eq!(kind(bones(0xC0, 9_500, 9_900, 3, 1)), Err("too_many_pixels"));
        assert_eq!(kind(bones(0xC2, 100, 100, 100, 1)), Ok((100, 100)));
        assert_eq!(kind(bones(0xC2, 100, 100, 101, 1)), Err("too_complex"));
        assert_eq!(kind(bones(0xC0, 100, 0, 1, 3)), Err("damaged"));
        assert_eq!(kind(bones(0xC3, 100, 100, 1, 3)), Err("unsupported"));
    }

    #[test]
    fn a_missing_end_is_damage_at_every_length() {
        let whole = bones(0xC0, 100, 100, 1, 3);
        for length in 0..whole.len() {
            assert_eq!(check(&whole[..length], PIXELS_MAX), Err(PictureError::Damaged), "{length}");
        }
    }
}
