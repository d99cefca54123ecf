//! Real photographs, from `PHOTOS_DIR` or `shared/photos` beside the project; skipped, visibly, where they are absent.

use std::path::PathBuf;
use std::time::Instant;

use crate::samples::{difference, make, open};
use crate::trap_tests::assert_bare;
use crate::{Made, PictureError, SizeSpec};

const SIZES: [SizeSpec; 5] =
    [SizeSpec::Fit(2048), SizeSpec::Fit(960), SizeSpec::Fit(320), SizeSpec::Square(512), SizeSpec::Square(128)];

fn photos(names: &[&str]) -> Vec<(String, Vec<u8>)> {
    let folder = std::env::var_os("PHOTOS_DIR")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/photos")), PathBuf::from);
    let read = |name: &&str| match std::fs::read(folder.join(name)) {
        Ok(data) => Some((name.to_string(), data)),
        Err(error) => {
            eprintln!("skipped: {}: {error}", folder.join(name).display());
            None
        }
    };
    names.iter().filter_map(read).collect()
}

#[test]
fn eight_orientations_of_one_picture() {
    let names: Vec<String> = (1..=8).map(|n| format!("landscape_{n}.jpg")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let made: Vec<Made> = photos(&names).iter().map(|(_, data)| make(data, &SIZES).unwrap()).collect();
    for (orientation, other) in (1..).zip(&made) {
        for (first, other) in made[0].sizes.iter().zip(&other.sizes) {
            // The eight files were saved one by one, so their pixels differ a little: 6 at most.
            assert!(other.width >= other.height);
            let difference = difference(&open(&first.bytes), &open(&other.bytes));
            assert!(difference < 10.0, "{orientation} at {}: {difference}", first.width);
        }
    }
}

#[test]
fn cameras_and_phones() {
    for (name, data) in photos(&[
        "DSCN0010.jpg",
        "Reconyx_HC500_Hyperfire.jpg",
        "canon_hdr_NO.jpg",
        "iphone_hdr_NO.jpg",
        "jolla.jpg",
        "landscape_6.jpg",
        "olympus_12mp.jpg",
    ]) {
        let started = Instant::now();
        let made = make(&data, &SIZES).unwrap();
        let taken = started.elapsed();
        let (width, height) = (made.original.width, made.original.height);
        eprintln!("{name}: {width}×{height} in {taken:?}");
        for rendition in &made.sizes {
            assert_bare(&rendition.bytes);
            assert_eq!(open(&rendition.bytes).dimensions(), (rendition.width, rendition.height));
        }
    }
}

#[test]
fn the_place_is_read() {
    for (name, data) in photos(&["DSCN0010.jpg"]) {
        let facts = make(&data, &[]).unwrap().facts;
        let position = facts.position.unwrap();
        assert!((position.latitude - 43.467).abs() < 0.01, "{name}: {position:?}");
        assert!((position.longitude - 11.885).abs() < 0.01, "{name}: {position:?}");
        assert_eq!(facts.taken_local, Some(1_224_692_919_000), "2008-10-22T16:28:39");
        assert_eq!(facts.camera.as_deref(), Some("NIKON COOLPIX P6000"));
    }
}

#[cfg(feature = "heic")]
#[test]
fn an_iphones_own_format_is_read() {
    for (name, data) in photos(&["IMG_5195.HEIC"]) {
        let made = make(&data, &SIZES).unwrap();
        assert_eq!((made.width, made.height), (2566, 3313), "{name}");
        for rendition in &made.sizes {
            assert_bare(&rendition.bytes);
            assert_eq!(open(&rendition.bytes).dimensions(), (rendition.width, rendition.height));
        }
    }
}

#[test]
fn what_cannot_be_shown_is_refused() {
    #[cfg(not(feature = "heic"))]
    for (_, data) in photos(&["IMG_5195.HEIC"]) {
        assert_eq!(make(&data, &SIZES).unwrap_err(), PictureError::Heic);
    }
    for (name, data) in photos(&["corrupted.jpg"]) {
        assert_eq!(make(&data, &SIZES).unwrap_err(), PictureError::Damaged, "{name}");
    }
    for (name, data) in photos(&["jolla.jpg", "iphone_hdr_NO.jpg"]) {
        let half = make(&data[..data.len() / 2], &SIZES);
        assert_eq!(half.unwrap_err(), PictureError::Damaged, "{name}");
    }
}
