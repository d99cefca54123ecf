//! Pictures drawn by arithmetic: evening skies with hills, moons and lanterns, laid tables, and faces of two colours.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

type Colour = [f32; 3];

const SKIES: [(Colour, Colour, Colour); 6] = [
    ([38.0, 28.0, 78.0], [236.0, 120.0, 110.0], [24.0, 18.0, 50.0]),
    ([12.0, 52.0, 92.0], [250.0, 190.0, 120.0], [10.0, 40.0, 60.0]),
    ([92.0, 20.0, 72.0], [255.0, 150.0, 90.0], [60.0, 10.0, 50.0]),
    ([16.0, 70.0, 74.0], [246.0, 226.0, 170.0], [10.0, 52.0, 50.0]),
    ([28.0, 36.0, 100.0], [140.0, 200.0, 240.0], [18.0, 26.0, 76.0]),
    ([110.0, 40.0, 30.0], [250.0, 200.0, 110.0], [80.0, 24.0, 24.0]),
];

/// An evening, 1600 × 900 pixels, as PNG.
pub fn cover(seed: u32) -> anyhow::Result<Vec<u8>> {
    let (width, height) = (1600, 900);
    let (top, bottom, hill) = SKIES[seed as usize % SKIES.len()];
    let moon = (300.0 + 1000.0 * noise(seed, 1), 180.0 + 160.0 * noise(seed, 2), 60.0 + 50.0 * noise(seed, 3));
    let lanterns: Vec<_> = (0..14).map(|n| lantern(seed, n)).collect();
    png(&RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let mut colour = mix(top, bottom, (y / height as f32).powf(1.3));
        colour = glow(colour, [255.0, 250.0, 230.0], (x, y), moon);
        for layer in 0..3 {
            let level = layer as f32;
            let ridge = 560.0 + 110.0 * level + 70.0 * ((x / (210.0 - 40.0 * level)) + seed as f32 + 2.0 * level).sin();
            if y > ridge {
                colour = mix(bottom, hill, 0.45 + 0.25 * level);
            }
        }
        for lantern in &lanterns {
            colour = glow(colour, [255.0, 214.0, 120.0], (x, y), *lantern);
        }
        Rgb(colour.map(|channel| channel as u8))
    }))
}

/// A table from above with plates, cups and candles, 1200 × 900 pixels, as PNG.
pub fn table(seed: u32) -> anyhow::Result<Vec<u8>> {
    let (cloth, light, dark) = SKIES[seed as usize % SKIES.len()];
    let things: Vec<_> = (0..12).map(|n| thing(seed, n)).collect();
    png(&RgbImage::from_fn(1200, 900, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let woven = ((x / 60.0).floor() + (y / 60.0).floor()) % 2.0;
        let mut colour = mix(cloth, light, 0.12 + 0.1 * woven);
        for (number, (left, top, radius)) in things.iter().enumerate() {
            let far = distance((x, y), (*left, *top)) / radius;
            colour = match number % 3 {
                2 => glow(colour, [255.0, 220.0, 140.0], (x, y), (*left, *top, radius * 0.3)),
                _ if far < 0.7 => mix([250.0, 246.0, 236.0], light, 0.15 * number as f32 / 12.0),
                _ if far < 1.0 => mix([250.0, 246.0, 236.0], dark, 0.2),
                _ if far < 1.08 => mix(colour, dark, 0.5),
                _ => colour,
            };
        }
        Rgb(colour.map(|channel| channel as u8))
    }))
}

/// Where something stands on a table, and how large it is: four columns, three rows, nothing quite straight.
fn thing(seed: u32, number: u32) -> (f32, f32, f32) {
    let (column, row) = ((number % 4) as f32, (number / 4) as f32);
    let x = 150.0 + 300.0 * column + 60.0 * (noise(seed, 100 + number) - 0.5);
    let y = 150.0 + 300.0 * row + 60.0 * (noise(seed, 130 + number) - 0.5);
    (x, y, 70.0 + 50.0 * noise(seed, 160 + number))
}

/// A face: head and shoulders of one colour before another, 512 × 512 pixels, as PNG.
pub fn face(seed: u32) -> anyhow::Result<Vec<u8>> {
    let (behind, _, _) = SKIES[seed as usize % SKIES.len()];
    let (_, before, _) = SKIES[(seed as usize * 5 + 2) % SKIES.len()];
    png(&RgbImage::from_fn(512, 512, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let head = distance((x, y), (256.0, 210.0)) < 96.0 + 14.0 * noise(seed, 5);
        let shoulders = ((x - 256.0) / 190.0).powi(2) + ((y - 520.0) / 190.0).powi(2) < 1.0;
        let colour = if head || shoulders { before } else { mix(behind, before, 0.25 * y / 512.0) };
        Rgb(colour.map(|channel| channel as u8))
    }))
}

fn lantern(seed: u32, number: u32) -> (f32, f32, f32) {
    let x = 1600.0 * noise(seed, 10 + number);
    let rope = 90.0 * (x / 1600.0 * std::f32::consts::PI).sin();
    (x, 60.0 + rope + 40.0 * noise(seed, 40 + number), 9.0 + 7.0 * noise(seed, 70 + number))
}

fn glow(colour: Colour, light: Colour, at: (f32, f32), (x, y, radius): (f32, f32, f32)) -> Colour {
    let far = distance(at, (x, y)) / radius;
    if far < 1.0 { mix(light, colour, 0.1 * far) } else { mix(colour, light, (0.35 / (far * far)).min(0.35)) }
}

fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn mix(a: Colour, b: Colour, part: f32) -> Colour {
    std::array::from_fn(|channel| a[channel] + (b[channel] - a[channel]) * part.clamp(0.0, 1.0))
}

/// From 0 to 1, the same for the same numbers.
fn noise(seed: u32, number: u32) -> f32 {
    let mixed = seed.wrapping_mul(0x9E37_79B9) ^ number.wrapping_mul(0x85EB_CA6B);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D);
    ((mixed ^ (mixed >> 13)) & 0xFFFF) as f32 / 65_535.0
}

fn png(picture: &RgbImage) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}
