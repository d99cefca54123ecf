//! The traps of the formats, each with a small generated picture.

use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage, imageops};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::samples::{difference, exif_segment, jpeg, make, open, raw_jpeg, save, scene, with_segment};
use crate::{Alpha, Encoding, Made, Order, PIXELS_MAX, PictureError, SizeSpec};

const WHOLE: [SizeSpec; 1] = [SizeSpec::Fit(2048)];

fn picture(data: &[u8]) -> RgbImage {
    open(&make(data, &WHOLE).unwrap().sizes[0].bytes)
}

fn kind<T>(result: Result<T, PictureError>) -> &'static str {
    result.map_or_else(|error| error.kind(), |_| "ok")
}

#[test]
fn every_way_to_write_a_jpeg_gives_the_same_picture() {
    type Set = fn(&mut Encoder<&mut Vec<u8>>);
    let ways: [(&str, Set); 7] = [
        ("interleaved", |_| {}),
        ("not interleaved", |e| e.set_optimized_huffman_tables(true)),
        ("progressive", |e| e.set_progressive(true)),
        ("restarts", |e| e.set_restart_interval(3)),
        ("4:4:4", |e| e.set_sampling_factor(SamplingFactor::R_4_4_4)),
        ("4:2:2", |e| e.set_sampling_factor(SamplingFactor::R_4_2_2)),
        ("4:1:1", |e| e.set_sampling_factor(SamplingFactor::R_4_1_1)),
    ];
    for size in [(1, 1), (333, 251), (117, 900)] {
        let scene = scene(size.0, size.1);
        for (name, set) in ways {
            let made = picture(&jpeg(&scene, set));
            let difference = difference(&made, &scene);
            assert!(difference < 4.0, "{name} {size:?}: {difference}");
        }
    }
}

#[test]
fn other_formats_give_the_same_picture() {
    let scene = scene(301, 200);
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let made = picture(&save(scene.clone(), format));
        let difference = difference(&made, &scene);
        assert!(difference < 8.0, "{format:?}: {difference}");
        let dot = make(&save(crate::samples::scene(1, 1), format), &WHOLE).unwrap();
        assert_eq!((dot.sizes[0].width, dot.sizes[0].height), (1, 1));
    }
    let deep = DynamicImage::ImageRgb8(scene.clone()).into_rgba16();
    assert!(difference(&picture(&save(deep, ImageFormat::Png)), &scene) < 4.0);
}

#[test]
fn grey_and_printing_colours() {
    let grey: Vec<u8> = (0..=255).collect();
    let made = picture(&raw_jpeg(&grey, (16, 16), ColorType::Luma, |_| {}));
    assert!(made.get_pixel(15, 15).0.iter().all(|&value| value > 245));

    // What a printer calls no cyan, all magenta, all yellow is red; the encoder writes it as Adobe does.
    let red = [0u8, 255, 255, 0].repeat(256);
    for colour in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let data = raw_jpeg(&red, (16, 16), colour, |_| {});
        let Rgb([red, green, blue]) = *picture(&data).get_pixel(8, 8);
        assert!(red > 240 && green < 15 && blue < 15, "{colour:?}: {red} {green} {blue}");
    }
}

#[test]
fn transparent_parts_become_white() {
    let clear = RgbaImage::from_fn(8, 8, |x, _| Rgba([0, 0, 0, if x < 4 { 0 } else { 255 }]));
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let made = picture(&save(clear.clone(), format));
        assert!(made.get_pixel(1, 4).0[0] > 240, "{format:?}");
        assert!(made.get_pixel(6, 4).0[0] < 15, "{format:?}");
    }
}

#[test]
fn an_animation_is_its_first_frame() {
    let frames = [[250, 10, 10, 255], [10, 10, 250, 255]]
        .map(|colour| image::Frame::new(RgbaImage::from_pixel(8, 8, Rgba(colour))));
    let mut gif = Vec::new();
    image::codecs::gif::GifEncoder::new(&mut gif).encode_frames(frames).unwrap();
    assert!(picture(&gif).get_pixel(4, 4).0[0] > 200);

    let still = save(RgbImage::from_pixel(8, 8, Rgb([250, 10, 10])), ImageFormat::WebP);
    let made = picture(&animated(&still));
    assert!(made.get_pixel(4, 4).0[0] > 200);
}

/// A lossless WebP of 8 × 8 wrapped into an animation of one frame.
fn animated(still: &[u8]) -> Vec<u8> {
    let chunk = |name: &[u8], body: &[u8]| {
        let pad = vec![0; body.len() % 2];
        [name, &(body.len() as u32).to_le_bytes(), body, &pad].concat()
    };
    let frame = [&[0; 6], &[7, 0, 0, 7, 0, 0, 100, 0, 0, 0][..], &still[12..]].concat();
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[2, 0, 0, 0, 7, 0, 0, 7, 0, 0]),
        chunk(b"ANIM", &[0; 6]),
        chunk(b"ANMF", &frame),
    ]
    .concat();
    chunk(b"RIFF", &body)
}

#[test]
fn a_cut_file_is_refused_wherever_it_is_cut() {
    let scene = scene(200, 150);
    let files = [
        ("baseline", jpeg(&scene, |_| {})),
        ("not interleaved", jpeg(&scene, |e| e.set_optimized_huffman_tables(true))),
        ("progressive", jpeg(&scene, |e| e.set_progressive(true))),
        ("png", save(scene.clone(), ImageFormat::Png)),
        ("webp", save(scene.clone(), ImageFormat::WebP)),
        ("gif", save(scene.clone(), ImageFormat::Gif)),
    ];
    for (name, file) in &files {
        for percent in [1, 10, 30, 50, 70, 90, 97] {
            let cut = &file[..file.len() * percent / 100];
            assert_ne!(kind(make(cut, &WHOLE)), "ok", "{name} at {percent} %");
            // A phone that stops half way may still write the end.
            let closed = [cut, &[0xFF, 0xD9]].concat();
            assert_ne!(kind(make(&closed, &WHOLE)), "ok", "{name} at {percent} %, closed");
        }
    }
    for (name, file) in &files[..3] {
        let followed = [file.as_slice(), b"more after the end, as phones write"].concat();
        assert_eq!(kind(make(&followed, &WHOLE)), "ok", "{name}");
    }
}

#[test]
fn progressive_is_the_same_as_baseline() {
    // Both hold the same coefficients, the second in ten scans, four of which bring one more bit of what was there.
    let baseline = make(include_bytes!("../data/baseline.jpg"), &WHOLE).unwrap();
    let progressive = make(include_bytes!("../data/progressive.jpg"), &WHOLE).unwrap();
    assert_eq!(baseline.sizes, progressive.sizes);
    let small = [SizeSpec::Fit(30), SizeSpec::Fit(16), SizeSpec::Fit(8)];
    for size in small {
        let [baseline, progressive] =
            [&include_bytes!("../data/baseline.jpg")[..], include_bytes!("../data/progressive.jpg")]
                .map(|data| make(data, &[size]).unwrap().sizes);
        assert_eq!(baseline, progressive, "{size:?}");
    }
}

#[test]
fn transparent_parts_may_stay() {
    let clear = RgbaImage::from_fn(60, 40, |x, _| Rgba([200, 30, 30, if x < 30 { 0 } else { 255 }]));
    let order =
        Order { sizes: vec![SizeSpec::Fit(30), SizeSpec::Square(20)], alpha: Alpha::Kept, pixels_max: PIXELS_MAX };
    let made = crate::make(&save(clear.clone(), ImageFormat::Png), &order).unwrap();
    for (size, wanted) in made.sizes.iter().zip([(30, 20), (20, 20)]) {
        assert_eq!(size.encoding, Encoding::WebP);
        let small = image::load_from_memory(&size.bytes).unwrap().into_rgba8();
        assert_eq!(small.dimensions(), wanted);
        assert!(small.get_pixel(1, 9).0[3] < 10 && small.get_pixel(wanted.0 - 2, 9).0[3] > 245);
    }
    let opaque = RgbaImage::from_pixel(60, 40, Rgba([200, 30, 30, 255]));
    let made = crate::make(&save(opaque, ImageFormat::Png), &order).unwrap();
    assert!(made.sizes.iter().all(|size| size.encoding == Encoding::Jpeg));
}

#[test]
fn bombs_are_refused_at_once() {
    let mut png = save(RgbImage::new(1, 1), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    png[24..26].copy_from_slice(&[1, 3]);
    let checksum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    let palette = *b"PLTE\x01\x02\x03";
    let checksum = crc(&palette).to_be_bytes();
    png.splice(33..33, [&[0, 0, 0, 3], &palette[..], &checksum].concat());

    let mut jpeg = jpeg(&scene(16, 16), |_| {});
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x36, 0xB0, 0x4E, 0x20]);

    let mut gif = save(RgbImage::new(1, 1), ImageFormat::Gif);
    gif[6..10].fill(0xFF);

    for (name, bomb) in [("png", png), ("jpeg", jpeg), ("gif", gif)] {
        let started = Instant::now();
        let refused = kind(make(&bomb, &WHOLE));
        let taken = started.elapsed();
        assert_eq!(refused, "too_many_pixels", "{name}");
        assert!(taken < Duration::from_millis(100), "{name}: {taken:?}");
        eprintln!("{name} bomb refused in {taken:?}");
    }
}

fn crc(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[test]
fn upright_whatever_the_orientation() {
    let upright = scene(120, 80);
    let side = || imageops::rotate270(&upright);
    let stored = [
        upright.clone(),
        imageops::flip_horizontal(&upright),
        imageops::rotate180(&upright),
        imageops::flip_vertical(&upright),
        imageops::flip_horizontal(&imageops::rotate90(&upright)),
        side(),
        imageops::flip_horizontal(&side()),
        imageops::rotate90(&upright),
    ];
    let sizes = [SizeSpec::Fit(60), SizeSpec::Square(40), SizeSpec::Fit(2048)];
    let expected = make(&jpeg(&upright, |_| {}), &sizes).unwrap();
    for (orientation, stored) in (1..).zip(&stored) {
        let data = with_segment(&jpeg(stored, |_| {}), 0xE1, &exif_segment(orientation));
        let made = make(&data, &sizes).unwrap();
        for (made, expected) in made.sizes.iter().zip(&expected.sizes) {
            let difference = difference(&open(&made.bytes), &open(&expected.bytes));
            assert!(difference < 3.0, "{orientation}: {difference}");
        }
    }
}

#[test]
fn metadata_is_read_and_not_passed_on() {
    let mut data = jpeg(&scene(100, 60), |_| {});
    data = with_segment(&data, 0xFE, b"a comment");
    data = with_segment(&data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>");
    data = with_segment(&data, 0xE1, &exif_segment(6));
    let Made { facts, sizes, .. } = make(&data, &[SizeSpec::Fit(50), SizeSpec::Square(20)]).unwrap();
    assert_eq!(facts.taken_local, Some(1_786_827_845_000), "2026-08-15T21:04:05");
    assert_eq!(facts.taken_at_utc, Some(1_786_827_845_000 + 3 * 3_600_000));
    assert_eq!(facts.offset_minutes, Some(-180));
    assert_eq!(facts.camera.as_deref(), Some("Acme Optics Model 7"));
    let position = facts.position.unwrap();
    assert!((position.latitude + 22.95).abs() < 1e-9 && (position.longitude + 43.21).abs() < 1e-9);
    assert_eq!((sizes[0].width, sizes[0].height), (30, 50));
    for rendition in sizes {
        assert_bare(&rendition.bytes);
    }
}

/// Only what decoding needs: start, JFIF, tables, one interleaved scan, end.
pub fn assert_bare(jpeg: &[u8]) {
    for secret in [&b"Exif"[..], b"xmp", b"Photoshop", b"ICC_PROFILE", b"comment", b"GPS"] {
        assert!(!jpeg.windows(secret.len()).any(|part| part == secret));
    }
    let mut at = 2;
    loop {
        let (marker, length) = (jpeg[at + 1], u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        assert!(matches!(marker, 0xE0 | 0xDB | 0xC0 | 0xC4 | 0xDA), "marker {marker:02X}");
        if marker == 0xDA {
            assert_eq!(jpeg[at + 4], 3, "one scan with all three components");
            break;
        }
        at += 2 + usize::from(length);
    }
}

#[test]
fn wide_gamut_is_converted() {
    let p3 = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let flat = RgbImage::from_pixel(32, 32, Rgb([200, 80, 80]));
    let plain = *picture(&jpeg(&flat, |_| {})).get_pixel(9, 9);
    let wide = *picture(&jpeg(&flat, |e| e.add_icc_profile(&p3).unwrap())).get_pixel(9, 9);
    assert!(wide.0[0] > plain.0[0] + 5 && wide.0[1] < plain.0[1], "{plain:?} {wide:?}");
}
