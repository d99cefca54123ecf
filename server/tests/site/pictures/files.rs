//! Files to be uploaded: good ones with secrets in them, bad ones in disguise.

use std::path::PathBuf;

use crate::support::{jpeg, png};

/// A real photograph; where the collection is not at hand, the test says so and goes on without.
pub fn photograph(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("PHOTOS_DIR")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/photos")), PathBuf::from);
    let file = folder.join(name);
    std::fs::read(&file).inspect_err(|error| eprintln!("skipped: {}: {error}", file.display())).ok()
}

/// A JPEG with a place, a camera, a comment and XMP in it.
pub fn jpeg_with_secrets() -> Vec<u8> {
    use exif::{Field, In, Rational, Tag, Value, experimental::Writer};
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let degrees = |parts: [u32; 3]| Value::Rational(parts.map(|part| Rational::from((part, 1))).to_vec());
    let fields = [
        field(Tag::Model, ascii("Secret Camera 7")),
        field(Tag::GPSLatitudeRef, ascii("N")),
        field(Tag::GPSLatitude, degrees([43, 28, 2])),
        field(Tag::GPSLongitudeRef, ascii("E")),
        field(Tag::GPSLongitude, degrees([11, 53, 6])),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = std::io::Cursor::new(Vec::new());
    writer.write(&mut tiff, false).expect("EXIF");

    let plain = jpeg(300, 200);
    let exif = [b"Exif\0\0", tiff.into_inner().as_slice()].concat();
    let segments: [(u8, &[u8]); 3] = [
        (0xE1, &exif),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>my address</x:xmpmeta>"),
        (0xFE, b"my comment"),
    ];
    let segments =
        segments.map(|(marker, body)| [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat());
    [&plain[..2], &segments.concat(), &plain[2..]].concat()
}

pub fn zip() -> Vec<u8> {
    [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &[7; 500]].concat()
}

/// An iPhone's picture, up to where its type is told.
pub fn heic() -> Vec<u8> {
    [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), &[0; 500]].concat()
}

pub fn half_a_jpeg() -> Vec<u8> {
    let whole = jpeg(300, 200);
    whole[..whole.len() / 2].to_vec()
}

pub fn half_a_png() -> Vec<u8> {
    let whole = png(300, 200);
    whole[..whole.len() / 2].to_vec()
}

/// A few bytes that claim to be 65,536 × 65,536 pixels of one bit.
pub fn png_bomb() -> Vec<u8> {
    let chunk = |name: &[u8; 4], body: &[u8]| {
        let named = [name.as_slice(), body].concat();
        [&(body.len() as u32).to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
    };
    let header = [&65_536_u32.to_be_bytes()[..], &65_536_u32.to_be_bytes(), &[1, 3, 0, 0, 0]].concat();
    let chunks = [
        chunk(b"IHDR", &header),
        chunk(b"PLTE", &[1, 2, 3]),
        chunk(b"IDAT", &[0x78, 0x9C, 3, 0, 0, 0, 0, 1]),
        chunk(b"IEND", b""),
    ];
    [b"\x89PNG\r\n\x1A\n".as_slice(), &chunks.concat()].concat()
}

/// A JPEG whose header claims 20,000 × 14,000 pixels.
pub fn jpeg_bomb() -> Vec<u8> {
    let mut file = jpeg(16, 16);
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame header");
    file[frame + 5..frame + 9].copy_from_slice(&[0x36, 0xB0, 0x4E, 0x20]);
    file
}

fn crc(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}
