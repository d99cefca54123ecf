use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::error::{PictureError, check_pixels};
use crate::heic;
use crate::jpeg;
use crate::limits::{DECODER_BYTES_MAX, HELD_PIXELS_MAX};

/// A kind of picture that is accepted, known from the content, never from the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
    /// HEIC or AVIF; only read where the program was built with libheif.
    Heif,
}

/// What the header says; nothing has been decoded yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    pub kind: Kind,
    /// Pixels as stored, before the EXIF orientation is applied.
    pub width: u32,
    /// Pixels as stored, before the EXIF orientation is applied.
    pub height: u32,
}

/// Reads kind and size and enforces every limit, `pixels_max` among them; costs microseconds for PNG, WebP and GIF, and one look at the markers
/// of a JPEG. Errors: every case of [`PictureError`] but `Busy` and `Failed`.
pub fn probe(data: &[u8], pixels_max: u64) -> Result<Header, PictureError> {
    let kind = sniff(data)?;
    let held_max = HELD_PIXELS_MAX.min(pixels_max);
    let (width, height) = match kind {
        Kind::Jpeg => jpeg::check(data, pixels_max)?,
        Kind::Heif => heic::size(data, held_max)?,
        Kind::Png | Kind::WebP | Kind::Gif => {
            let (width, height) = open(data, kind)?.dimensions();
            check_pixels(width, height, held_max)?;
            (width, height)
        }
    };
    Ok(Header { kind, width, height })
}

/// The decoder of a PNG, WebP or GIF, with its header read.
pub(crate) fn open(data: &[u8], kind: Kind) -> Result<impl ImageDecoder + '_, PictureError> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::WebP => ImageFormat::WebP,
        Kind::Gif => ImageFormat::Gif,
        Kind::Heif => return Err(PictureError::Unsupported),
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(data), format);
    reader.limits(limits);
    Ok(reader.into_decoder()?)
}

pub(crate) fn sniff(data: &[u8]) -> Result<Kind, PictureError> {
    if let Some(brand) = data.get(4..12).and_then(|box_| box_.strip_prefix(b"ftyp")) {
        return brand_of(brand);
    }
    match data {
        [0xFF, 0xD8, 0xFF, ..] => Ok(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(Kind::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Kind::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Kind::WebP),
        [b'B', b'M', ..]
        | [b'I', b'I', b'*', 0, ..]
        | [b'M', b'M', 0, b'*', ..]
        | [0xFF, 0x0A, ..]
        | [0, 0, 0, 0x0C, b'J', b'X', b'L', b' ', ..] => Err(PictureError::Unsupported),
        _ => Err(PictureError::NotAPicture),
    }
}

/// ISO base media files: brands of HEIF (ISO/IEC 23008-12) and AVIF, and everything else, such as films.
fn brand_of(brand: &[u8]) -> Result<Kind, PictureError> {
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"hevm" | b"hevs" | b"mif1" | b"msf1" | b"avif"
        | b"avis" => Ok(Kind::Heif),
        _ => Err(PictureError::NotAPicture),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::PIXELS_MAX;
    use crate::samples::{jpeg, save, scene};

    #[test]
    fn foreign_files_are_named() {
        let refused = |data: &[u8]| probe(data, PIXELS_MAX).unwrap_err().kind();
        assert_eq!(refused(b"PK\x03\x04\x14\x00\x00\x00\x08\x00zip"), "not_a_picture");
        assert_eq!(refused(b""), "not_a_picture");
        assert_eq!(refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "not_a_picture");
        assert_eq!(refused(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"), "not_a_picture");
        assert_eq!(refused(b"BM\0\0\0\0"), "unsupported");
    }

    #[test]
    fn the_order_says_how_many_pixels() {
        let scene = scene(40, 30);
        for data in [jpeg(&scene, |_| {}), save(scene.clone(), ImageFormat::Png)] {
            assert!(probe(&data, 1_200).is_ok());
            assert_eq!(probe(&data, 1_199), Err(PictureError::TooManyPixels { pixels: 1_200, limit: 1_199 }));
        }
    }

    /// A PNG, up to where its pixels begin.
    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut data = save(scene(1, 1), ImageFormat::Png);
        data[16..20].copy_from_slice(&width.to_be_bytes());
        data[20..24].copy_from_slice(&height.to_be_bytes());
        let checksum = crc(&data[12..29]);
        data[29..33].copy_from_slice(&checksum.to_be_bytes());
        data
    }

    fn crc(data: &[u8]) -> u32 {
        !data.iter().fold(u32::MAX, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
        })
    }

    #[test]
    fn fifty_megapixels_are_held_and_no_more_than_that() {
        for size in [(8_064, 6_048), (8_192, 6_144)] {
            assert!(probe(&png_of(size.0, size.1), PIXELS_MAX).is_ok(), "{size:?}");
        }
        let limit = |max| match probe(&png_of(8_000, 8_000), max) {
            Err(PictureError::TooManyPixels { limit, .. }) => limit,
            other => panic!("{other:?}"),
        };
        assert_eq!([limit(PIXELS_MAX), limit(5 * PIXELS_MAX), limit(1_000_000)], [52_000_000, 52_000_000, 1_000_000]);
    }

    #[cfg(not(feature = "heic"))]
    #[test]
    fn what_needs_libheif_is_named() {
        assert_eq!(probe(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", PIXELS_MAX), Err(PictureError::Heic));
        assert_eq!(probe(b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", PIXELS_MAX), Err(PictureError::Unsupported));
    }

    #[test]
    fn a_bare_signature_is_damaged() {
        for signature in [&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1A\n", b"GIF89a", b"RIFF\x10\0\0\0WEBP"] {
            assert_eq!(probe(signature, PIXELS_MAX), Err(PictureError::Damaged), "{signature:?}");
        }
    }
}
