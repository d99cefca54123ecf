//! The picture as it was sent, without what the camera and its programs wrote about it. Nothing is encoded anew.

mod gif;
mod jpeg;
mod png;
mod webp;

use image::metadata::Orientation;

use crate::facts;
use crate::header::{Kind, sniff};

/// The file without EXIF, GPS, XMP, IPTC, comments, embedded previews and whatever follows its end. How to turn it
/// upright, and its colour profile, stay. `None` for kinds that cannot be cleaned, and for broken files: what is not
/// understood is not handed out.
pub fn without_metadata(data: &[u8]) -> Option<Vec<u8>> {
    match sniff(data).ok()? {
        Kind::Jpeg => jpeg::clean(data),
        Kind::Png => png::clean(data),
        Kind::WebP => webp::clean(data),
        Kind::Gif => gif::clean(data),
        Kind::Heif => None,
    }
}

/// An EXIF block that says how to turn the picture and nothing else, made from one that says more; `None` where the
/// picture stands upright already.
fn only_orientation(exif: &[u8]) -> Option<[u8; 26]> {
    let orientation = facts::read(Some(exif.to_vec())).orientation;
    let mut block = *b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    block[19] = orientation.to_exif();
    (orientation != Orientation::NoTransforms).then_some(block)
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, ImageFormat};

    use super::*;
    use crate::samples::{exif_segment, jpeg, make, save, scene, with_segment};
    use crate::{PhotoFacts, SizeSpec};

    const SECRETS: [&[u8]; 5] = [b"Acme", b"2026:08", b"secret", b"xmp", b"GPS"];

    fn is_clean(data: &[u8]) {
        for secret in SECRETS {
            assert!(!data.windows(secret.len()).any(|part| part == secret), "{:?}", String::from_utf8_lossy(secret));
        }
    }

    #[test]
    fn a_jpeg_keeps_its_pixels_and_stands_upright() {
        let plain = jpeg(&scene(90, 60), |_| {});
        for orientation in [1, 6] {
            let mut data = with_segment(&plain, 0xFE, b"a secret comment");
            data = with_segment(&data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>");
            data = with_segment(&data, 0xED, b"Photoshop 3.0\0secret");
            data = with_segment(&data, 0xE1, &exif_segment(orientation));
            data = with_segment(&data, 0xE0, b"JFXX\0a secret preview");
            data = with_segment(&data, 0xE2, b"MPF\0a second secret");
            data.extend(b"and a secret film behind it");
            let clean = without_metadata(&data).unwrap();
            is_clean(&clean);
            let sizes = [SizeSpec::Fit(2048)];
            let (before, after) = (make(&data, &sizes).unwrap(), make(&clean, &sizes).unwrap());
            assert_eq!(before.sizes, after.sizes, "{orientation}");
            assert_eq!(after.facts, PhotoFacts::default());
            for marker in [0xE0, 0xE2, 0xEE, 0xF3] {
                let clean = without_metadata(&with_segment(&data, marker, b"secret words")).unwrap();
                is_clean(&clean);
                assert_eq!(make(&clean, &sizes).unwrap().sizes, before.sizes, "{marker:X}");
            }
        }
    }

    #[test]
    fn other_formats_keep_their_pixels() {
        let picture = scene(40, 30);
        let mut png = save(picture.clone(), ImageFormat::Png);
        png.splice(33..33, *b"\0\0\0\x06tEXtsecret\0\0\0\0");
        let mut webp = save(picture.clone(), ImageFormat::WebP);
        webp.extend(b"XMP \x06\0\0\0secret");
        let size = (webp.len() as u32 - 8).to_le_bytes();
        webp[4..8].copy_from_slice(&size);
        let mut gif = save(picture, ImageFormat::Gif);
        gif.pop();
        gif.extend(b"\x21\xFE\x06secret\0;secret");
        for (name, data) in [("png", png), ("webp", webp), ("gif", gif)] {
            let clean = without_metadata(&data).unwrap();
            is_clean(&clean);
            let (before, after) = (image::load_from_memory(&data), image::load_from_memory(&clean));
            assert_eq!(before.unwrap(), after.unwrap(), "{name}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_handed_out() {
        let dot = |format| save(GrayImage::new(1, 1), format);
        let whole = [jpeg(&scene(9, 9), |_| {}), dot(ImageFormat::Png), save(scene(1, 1), ImageFormat::WebP)];
        for data in whole {
            assert!(without_metadata(&data).is_some());
            assert!(without_metadata(&data[..data.len() - 3]).is_none());
        }
        assert!(without_metadata(b"secret").is_none());
    }
}
