//! What a camera writes into a picture stays with its owner.

use std::io::Cursor;

use app::domain::picture::{Size, media_url};

use super::{a_party_with, a_site, dimensions, files};
use crate::support::{Browser, rows};

fn exif_of(file: &[u8]) -> Option<exif::Exif> {
    exif::Reader::new().read_from_container(&mut Cursor::new(file)).ok()
}

fn place_of(file: &[u8]) -> Option<String> {
    exif_of(file)?.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).map(|field| field.display_value().to_string())
}

/// Only what decoding needs: JFIF, tables, frame and scan; no text of the original.
fn assert_bare(file: &[u8], what: &str) {
    assert!(exif_of(file).is_none(), "{what} has EXIF");
    let mut at = 2;
    loop {
        let (marker, length) = (file[at + 1], u16::from_be_bytes([file[at + 2], file[at + 3]]));
        assert!(matches!(marker, 0xE0 | 0xDB | 0xC0 | 0xC4 | 0xDA), "{what} has a segment {marker:02X}");
        if marker == 0xDA {
            return;
        }
        at += 2 + usize::from(length);
    }
}

async fn all_sizes(browser: &mut Browser, id: app::domain::PictureId) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for size in Size::ALL {
        let file = browser.get(&media_url(id, size)).await;
        file.is(200);
        files.push(file.bytes);
    }
    files
}

#[tokio::test(flavor = "multi_thread")]
async fn is_gone_from_what_is_served() {
    let (site, _, mut host) = a_site().await;
    let original = files::jpeg_with_secrets();
    assert!(place_of(&original).is_some_and(|place| place.contains("43")), "the test's own file has a place in it");
    let (_, cover) = a_party_with(&site, &mut host, "link", &original).await;
    for file in all_sizes(&mut host, cover).await {
        assert_bare(&file, "the cover");
        for secret in ["Secret Camera", "my comment", "my address", "xmp"] {
            assert!(!file.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn is_gone_from_real_photographs() {
    let (site, _, mut host) = a_site().await;
    for name in ["DSCN0010.jpg", "DSCN0012.jpg", "DSCN0021.jpg", "DSCN0025.jpg", "DSCN0027.jpg", "DSCN0029.jpg"] {
        let Some(original) = files::photograph(name) else {
            continue;
        };
        assert!(place_of(&original).is_some(), "{name} tells where it was taken");
        let (_, cover) = a_party_with(&site, &mut host, "link", &original).await;
        for file in all_sizes(&mut host, cover).await {
            assert_bare(&file, name);
        }
        let fields = [("_page", "/settings"), ("display_name", "Hanna")];
        host.post_file("/api/accounts/change_profile", &fields, "photo", &original).await.is(303);
        let photo = rows::user(&site, "hanna").await.photo_id.expect("a photo");
        for file in all_sizes(&mut host, photo.into()).await {
            assert_bare(&file, name);
        }
    }
}

/// Turned as the camera was held, for the orientation is gone with the rest.
#[tokio::test(flavor = "multi_thread")]
async fn real_photographs_are_upright() {
    let (site, _, mut host) = a_site().await;
    for name in ["landscape_3.jpg", "landscape_6.jpg", "landscape_8.jpg", "canon_hdr_NO.jpg", "jolla.jpg"] {
        let Some(original) = files::photograph(name) else {
            continue;
        };
        let orientation = exif_of(&original)
            .and_then(|exif| exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?.value.get_uint(0))
            .unwrap_or(1);
        let (width, height) = dimensions(&original);
        let turned = orientation >= 5;
        let (_, cover) = a_party_with(&site, &mut host, "link", &original).await;
        for file in all_sizes(&mut host, cover).await {
            let (shown_width, shown_height) = dimensions(&file);
            assert_eq!(shown_width > shown_height, (width > height) != turned, "{name}: orientation {orientation}");
            assert_bare(&file, name);
        }
    }
}
