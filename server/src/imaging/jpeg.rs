//! The markers of a JPEG (ITU-T T.81, annex B), read without decoding anything.

use super::error::{PictureError, check_pixels};
use super::limits::{HELD_PIXELS_MAX, PIXELS_MAX, SCANS_MAX};

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const APP14: u8 = 0xEE;

struct Segment<'a> {
    marker: u8,
    body: &'a [u8],
}

/// Walks from marker to marker; entropy-coded data and stray bytes between them are stepped over.
struct Segments<'a> {
    data: &'a [u8],
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
}

/// Width and height in pixels of a complete JPEG within all limits.
/// Errors: `TooManyPixels`, `TooComplex`, `Unsupported`, and `Damaged` when the end is missing.
pub(super) fn check(data: &[u8]) -> Result<(u32, u32), PictureError> {
    let mut frame: Option<Frame> = None;
    let mut scans = 0;
    for Segment { marker, body } in (Segments { data }) {
        match (marker, &frame) {
            (0xC0..=0xC2, None) => frame = Some(read_frame(marker, body)?),
            (0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF, _) => {
                return Err(PictureError::Unsupported);
            }
            (0xC0..=0xC2, Some(_)) | (SOS, None) => return Err(PictureError::Damaged),
            (SOS, Some(frame)) => {
                scans += 1;
                check_scan(frame, body, scans)?;
            }
            (EOI, Some(frame)) if scans > 0 => return Ok((frame.width, frame.height)),
            (EOI, _) => return Err(PictureError::Damaged),
            _ => {}
        }
    }
    Err(PictureError::Damaged)
}

fn read_frame(marker: u8, body: &[u8]) -> Result<Frame, PictureError> {
    let &[bits, h1, h0, w1, w0, components, ..] = body else {
        return Err(PictureError::Damaged);
    };
    if bits != 8 || !matches!(components, 1 | 3 | 4) {
        return Err(PictureError::Unsupported);
    }
    let frame = Frame {
        width: u16::from_be_bytes([w1, w0]).into(),
        height: u16::from_be_bytes([h1, h0]).into(),
        components,
        progressive: marker == 0xC2,
    };
    check_pixels(frame.width, frame.height, PIXELS_MAX)?;
    Ok(frame)
}

/// Only an interleaved baseline scan is decoded row by row; all else keeps the coefficients of the whole picture.
fn check_scan(frame: &Frame, body: &[u8], scans: usize) -> Result<(), PictureError> {
    let held = frame.progressive || body.first() != Some(&frame.components);
    if held {
        check_pixels(frame.width, frame.height, HELD_PIXELS_MAX)?;
    }
    if scans > SCANS_MAX {
        return Err(PictureError::TooComplex);
    }
    Ok(())
}

/// Whether Adobe's marker is present: CMYK is then stored inverted, 255 meaning no ink.
pub(super) fn written_by_adobe(data: &[u8]) -> bool {
    (Segments { data })
        .take_while(|segment| segment.marker != SOS)
        .any(|segment| segment.marker == APP14 && segment.body.starts_with(b"Adobe"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let kind = |data: Vec<u8>| check(&data).map_err(|error| error.kind());
        assert_eq!(kind(bones(0xC0, 10_000, 10_000, 1, 3)), Ok((10_000, 10_000)));
        assert_eq!(kind(bones(0xC0, 20_000, 14_000, 1, 3)), Err("too_many_pixels"));
        assert_eq!(kind(bones(0xC2, 10_000, 4_001, 1, 3)), Err("too_many_pixels"));
        assert_eq!(kind(bones(0xC0, 10_000, 4_001, 3, 1)), Err("too_many_pixels"));
        assert_eq!(kind(bones(0xC2, 100, 100, 100, 1)), Ok((100, 100)));
        assert_eq!(kind(bones(0xC2, 100, 100, 101, 1)), Err("too_complex"));
        assert_eq!(kind(bones(0xC0, 100, 0, 1, 3)), Err("damaged"));
        assert_eq!(kind(bones(0xC3, 100, 100, 1, 3)), Err("unsupported"));
    }

    #[test]
    fn a_missing_end_is_damage_at_every_length() {
        let whole = bones(0xC0, 100, 100, 1, 3);
        for length in 0..whole.len() {
            assert_eq!(check(&whole[..length]), Err(PictureError::Damaged), "{length}");
        }
    }
}
