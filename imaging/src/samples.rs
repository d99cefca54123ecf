//! Small pictures for the tests, made on the spot.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;

use crate::{Alpha, Made, Order, PIXELS_MAX, PictureError, SizeSpec};

/// All sizes with transparent parts on white.
pub fn make(data: &[u8], sizes: &[SizeSpec]) -> Result<Made, PictureError> {
    crate::make(data, &Order { sizes: sizes.to_vec(), alpha: Alpha::OnWhite, pixels_max: PIXELS_MAX })
}

/// Soft, colourful and different in every corner.
pub fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let across = (x * 255 / width.max(2).saturating_sub(1)) as u8;
        let down = (y * 255 / height.max(2).saturating_sub(1)) as u8;
        Rgb([across, down, 255 - across / 2 - down / 2])
    })
}

pub fn jpeg(picture: &RgbImage, set: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    raw_jpeg(picture.as_raw(), picture.dimensions(), ColorType::Rgb, set)
}

pub fn raw_jpeg(
    samples: &[u8],
    (width, height): (u32, u32),
    colour: ColorType,
    set: impl FnOnce(&mut Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 92);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    set(&mut encoder);
    encoder.encode(samples, width as u16, height as u16, colour).unwrap();
    bytes
}

pub fn save(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn open(jpeg: &[u8]) -> RgbImage {
    let mut decoder = JpegDecoder::new(ZCursor::new(jpeg));
    let pixels = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    RgbImage::from_raw(info.width.into(), info.height.into(), pixels).unwrap()
}

/// Mean difference of the samples of two pictures of one size, 0–255.
pub fn difference(a: &RgbImage, b: &RgbImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let sum: u64 = a.iter().zip(b.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.len() as f64
}

/// The JPEG with one more marker segment right after its start.
pub fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, body, &jpeg[2..]].concat()
}

/// An EXIF segment: orientation, a camera, a time with its offset, and a place in the southern and western halves.
pub fn exif_segment(orientation: u8) -> Vec<u8> {
    let mut tiff = Tiff::default();
    tiff.directory(&[
        (0x010F, 2, b"Acme Optics\0".to_vec()),
        (0x0110, 2, b"Model 7\0".to_vec()),
        (0x0112, 3, vec![0, orientation]),
        (0x8769, 4, vec![0, 0, 1, 0]),
        (0x8825, 4, vec![0, 0, 2, 0]),
    ]);
    tiff.0.resize(0x100, 0);
    tiff.directory(&[(0x9003, 2, b"2026:08:15 21:04:05\0".to_vec()), (0x9011, 2, b"-03:00\0".to_vec())]);
    tiff.0.resize(0x200, 0);
    tiff.directory(&[
        (1, 2, b"S\0".to_vec()),
        (2, 5, degrees(22, 57, 0)),
        (3, 2, b"W\0".to_vec()),
        (4, 5, degrees(43, 12, 36)),
    ]);
    [b"Exif\0\0", tiff.0.as_slice()].concat()
}

fn degrees(degrees: u32, minutes: u32, seconds: u32) -> Vec<u8> {
    [degrees, 1, minutes, 1, seconds, 1].iter().flat_map(|part| part.to_be_bytes()).collect()
}

/// A big-endian TIFF file under construction.
struct Tiff(Vec<u8>);

impl Default for Tiff {
    fn default() -> Self {
        Self(b"MM\0\x2A\0\0\0\x08".to_vec())
    }
}

impl Tiff {
    fn directory(&mut self, fields: &[(u16, u16, Vec<u8>)]) {
        self.0.extend((fields.len() as u16).to_be_bytes());
        let mut far = self.0.len() + fields.len() * 12 + 4;
        let mut data: Vec<u8> = Vec::new();
        for (tag, kind, value) in fields {
            let unit = [0, 1, 1, 2, 4, 8][*kind as usize];
            self.0.extend(tag.to_be_bytes());
            self.0.extend(kind.to_be_bytes());
            self.0.extend(((value.len() / unit) as u32).to_be_bytes());
            if value.len() <= 4 {
                let mut near = value.clone();
                near.resize(4, 0);
                self.0.extend(near);
            } else {
                self.0.extend((far as u32).to_be_bytes());
                far += value.len();
                data.extend(value);
            }
        }
        self.0.extend([0; 4]);
        self.0.extend(data);
    }
}
