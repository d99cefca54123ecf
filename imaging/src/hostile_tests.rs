//! Files made to hurt: each is answered within bounds, and none ends a thread.

use std::time::{Duration, Instant};

use image::{ImageFormat, Rgba, RgbaImage};

use crate::samples::{exif_segment, jpeg, make, raw_jpeg, save, scene, with_segment};
use crate::{Alpha, Order, PIXELS_MAX, PhotoFacts, PictureError, SizeSpec, without_metadata};

const SMALL: [SizeSpec; 1] = [SizeSpec::Fit(32)];

/// What comes of it, in at most two seconds.
fn soon(name: &str, data: &[u8]) -> Result<PhotoFacts, PictureError> {
    let started = Instant::now();
    let made = make(data, &SMALL);
    let taken = started.elapsed();
    assert!(taken < Duration::from_secs(2), "{name}: {taken:?}");
    assert_ne!(made.as_ref().err(), Some(&PictureError::Failed), "{name}");
    made.map(|made| made.facts)
}

fn with_exif(tiff: &[u8]) -> Vec<u8> {
    with_segment(&jpeg(&scene(40, 30), |_| {}), 0xE1, &[b"Exif\0\0", tiff].concat())
}

/// A little-endian TIFF of one directory: tag, type, count, value.
fn directory(fields: &[(u16, u16, u32, u32)], next: u32) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend((fields.len() as u16).to_le_bytes());
    for &(tag, kind, count, value) in fields {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend(next.to_le_bytes());
    tiff
}

#[test]
fn metadata_that_leads_nowhere() {
    let endless = exif_segment(1).repeat(20);
    for (name, tiff) in [
        ("a directory that is its own next one", directory(&[(0x0112, 3, 1, 6)], 8)),
        ("a directory that is its own part", directory(&[(0x8769, 4, 1, 8), (0x8825, 4, 1, 8)], 0)),
        ("four thousand million values", directory(&[(0x010F, 2, u32::MAX, 8), (0x9003, 2, u32::MAX, 0)], 0)),
        ("beyond the end", directory(&[(0x010F, 2, 100, 0x7FFF_FFFF), (0x8825, 4, 1, 0xFFFF_FFF0)], 0)),
        ("an orientation of 9999", directory(&[(0x0112, 3, 1, 9999)], 0)),
        ("no type of this number", directory(&[(0x0110, 999, 1, 0), (0x829A, 0, 0, 0)], 0)),
        ("nothing", Vec::new()),
        ("noise", (0..2000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
        ("the same again and again", endless),
    ] {
        assert_eq!(soon(name, &with_exif(&tiff)), Ok(PhotoFacts::default()), "{name}");
    }
}

#[test]
fn impossible_places_and_times_are_none() {
    let good = exif_segment(1);
    let facts = soon("good", &with_segment(&jpeg(&scene(40, 30), |_| {}), 0xE1, &good)).unwrap();
    assert!(facts.position.is_some() && facts.taken_local.is_some());

    let put = |at: &[u8], instead: &[u8]| {
        let mut segment = good.clone();
        let place = segment.windows(at.len()).position(|part| part == at).unwrap();
        segment[place..place + instead.len()].copy_from_slice(instead);
        soon("changed", &with_segment(&jpeg(&scene(40, 30), |_| {}), 0xE1, &segment)).unwrap()
    };
    assert_eq!(put(b"2026:08:15", b"1904:01:01").taken_local, None);
    assert_eq!(put(b"2026:08:15", b"9999:99:99").taken_local, None);
    assert_eq!(put(b"-03:00", b"+99:00").taken_at_utc, None);
    let south = [0, 0, 0, 22, 0, 0, 0, 1];
    assert_eq!(put(&south, &[0, 0, 3, 231, 0, 0, 0, 1]).position, None, "latitude 999");
    assert_eq!(put(&south, &[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1]).position, None);
    assert_eq!(put(&south, &[0, 0, 0, 22, 0, 0, 0, 0]).position, None, "divided by zero");
}

#[test]
fn thousands_of_scans() {
    let file = jpeg(&scene(64, 64), |encoder| encoder.set_progressive(true));
    let scan = file.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
    let last = &file[scan..file.len() - 2];
    let bomb = [&file[..file.len() - 2], &last.repeat(5_000), &[0xFF, 0xD9]].concat();
    assert_eq!(soon("scans", &bomb), Err(PictureError::TooComplex));
}

#[test]
fn a_text_of_a_gigabyte() {
    let png = save(scene(20, 20), ImageFormat::Png);
    let mut lying = png.clone();
    lying.splice(33..33, *b"\x40\0\0\0tEXtComment\0hello");
    assert!(soon("only said", &lying).is_err());

    // Zeros pack a thousand to one, so that this one is really there.
    let mut packed = b"Comment\0\0".to_vec();
    let mut zlib = save(image::GrayImage::new(8_000, 8_000), ImageFormat::Png);
    let start = zlib.windows(4).position(|part| part == b"IDAT").unwrap();
    let length = u32::from_be_bytes(zlib[start - 4..start].try_into().unwrap()) as usize;
    packed.extend(zlib.drain(start + 4..start + 4 + length));
    let mut chunk = (packed.len() as u32).to_be_bytes().to_vec();
    chunk.extend(b"zTXt");
    chunk.extend(&packed);
    chunk.extend([0; 4]);
    let mut bomb = png;
    bomb.splice(33..33, chunk);
    let _ = soon("packed", &bomb);
}

#[test]
fn ten_thousand_frames() {
    let frame = RgbaImage::from_pixel(32, 32, Rgba([200, 10, 10, 255]));
    let one = save(frame, ImageFormat::Gif);
    let image = one.windows(2).position(|pair| pair == [0x2C, 0]).unwrap();
    let frames = one[image..one.len() - 1].repeat(10_000);
    let gif = [&one[..image], &frames, b";"].concat();
    assert!(soon("frames", &gif).is_ok());
}

#[test]
fn a_file_that_is_two_things() {
    let picture = jpeg(&scene(30, 30), |_| {});
    let page = b"<!doctype html><script>alert(1)</script>";
    let both = [picture.as_slice(), b"PK\x03\x04", page].concat();
    let both = with_segment(&both, 0xFE, page);
    let order = Order { sizes: SMALL.to_vec(), alpha: Alpha::Kept, pixels_max: PIXELS_MAX };
    let made = crate::make(&both, &order).unwrap();
    let clean = without_metadata(&both).unwrap();
    for served in [made.sizes[0].bytes.as_ref(), &clean] {
        assert!(!served.windows(7).any(|part| part == b"<script"));
    }
    assert_eq!(soon("page first", &[page, picture.as_slice()].concat()), Err(PictureError::NotAPicture));
}

/// Some thousands of small changes; `fuzz/` looks further.
#[test]
fn changed_bytes_never_panic() {
    let picture = scene(64, 48);
    let files = [
        include_bytes!("../data/baseline.jpg").to_vec(),
        include_bytes!("../data/progressive.jpg").to_vec(),
        jpeg(&picture, |encoder| encoder.set_optimized_huffman_tables(true)),
        jpeg(&picture, |encoder| encoder.set_restart_interval(2)),
        raw_jpeg(&[10u8, 200, 30, 40].repeat(64 * 48), (64, 48), jpeg_encoder::ColorType::CmykAsYcck, |_| {}),
        with_segment(&jpeg(&picture, |_| {}), 0xE1, &exif_segment(6)),
        save(picture.clone(), ImageFormat::Png),
        save(picture.clone(), ImageFormat::WebP),
        save(picture, ImageFormat::Gif),
    ];
    let mut state = 7u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    for (index, file) in files.iter().enumerate() {
        for round in 0..600 {
            let mut file = file.clone();
            for _ in 0..=round % 4 {
                let at = random() % file.len();
                file[at] = random() as u8;
            }
            let order = Order { sizes: SMALL.to_vec(), alpha: Alpha::Kept, pixels_max: PIXELS_MAX };
            let made = crate::make(&file, &order).map(|made| made.width);
            assert_ne!(made, Err(PictureError::Failed), "{index} {round}");
            let _ = without_metadata(&file);
        }
    }
}
