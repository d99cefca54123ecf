//! Small pictures, drawn for the test.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

fn drawn(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 128]))
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    drawn(width, height).write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

pub fn gif(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    drawn(width, height).write_to(&mut bytes, ImageFormat::Gif).expect("a GIF");
    bytes.into_inner()
}

pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = drawn(width.into(), height.into());
    jpeg_encoder::Encoder::new(&mut bytes, 85)
        .encode(picture.as_raw(), width, height, jpeg_encoder::ColorType::Rgb)
        .expect("a JPEG");
    bytes
}
