//! JPEGs without what the camera wrote, pixel for pixel the same: only what is needed to show them stays.

use std::io::Cursor;

use exif::{In, Reader, Tag};

/// The picture without EXIF, GPS, XMP, comments and whatever follows it; still upright and in its own colours. Nothing where
/// the file cannot be taken apart.
pub fn jpeg(file: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(file.len());
    kept.extend([0xff, 0xd8]);
    kept.extend(upright(file));
    let mut rest = file.strip_prefix(&[0xff, 0xd8])?;
    loop {
        let (marker, segment, after) = segment(rest)?;
        match marker {
            0xd9 => {
                kept.extend([0xff, 0xd9]);
                return Some(kept);
            }
            0xda => {
                let scan = segment.len() + scan_length(after)?;
                kept.extend_from_slice(rest.get(rest.len() - after.len() - segment.len()..)?.get(..scan)?);
                rest = rest.get(rest.len() - after.len() - segment.len() + scan..)?;
                continue;
            }
            _ if is_needed(marker, segment) => kept.extend_from_slice(segment),
            _ => {}
        }
        rest = after;
    }
}

/// The next marker, its segment with the marker, and what follows.
fn segment(rest: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
    let start = rest.get(fill.checked_sub(1)?..)?;
    let marker = *start.get(1)?;
    let length = match marker {
        0x00 => return None,
        0x01 | 0xd0..=0xd9 => 2,
        _ => 2 + usize::from(u16::from_be_bytes([*start.get(2)?, *start.get(3)?])).max(2),
    };
    Some((marker, start.get(..length)?, start.get(length..)?))
}

/// How long the pixels are that follow the head of a scan.
fn scan_length(after: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xff, after).find(|at| !matches!(after.get(at + 1), Some(0x00 | 0xd0..=0xd7 | 0xff) | None))
}

/// Tables, sizes, JFIF without a preview, Adobe's word on colours, and profiles; in any other segment may stand anything.
fn is_needed(marker: u8, segment: &[u8]) -> bool {
    let says = |start: &[u8]| segment.get(4..).is_some_and(|data| data.starts_with(start));
    match marker {
        0xc0..=0xcf | 0xdb..=0xdf => true,
        0xe0 => says(b"JFIF\0") && segment.len() == 18,
        0xe2 => says(b"ICC_PROFILE\0"),
        0xee => says(b"Adobe") && segment.len() == 16,
        _ => false,
    }
}

/// How it is turned, in an EXIF block that says nothing else; nothing where it stands upright.
fn upright(file: &[u8]) -> Vec<u8> {
    let exif = Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(file));
    let exif = exif.or_else(|error| error.distill_partial_result(|_| ()));
    let turned = exif.ok().and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    let Some(turned) = turned.and_then(|turned| u8::try_from(turned).ok()).filter(|turned| (2..=8).contains(turned))
    else {
        return Vec::new();
    };
    let mut block = vec![0xff, 0xe1, 0, 34];
    block.extend(b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0");
    block.extend([turned, 0, 0, 0, 0, 0, 0, 0]);
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(parts: &[(u8, &[u8])]) -> Vec<u8> {
        let mut file = vec![0xff, 0xd8];
        for (marker, data) in parts {
            file.extend([0xff, *marker]);
            file.extend((data.len() as u16 + 2).to_be_bytes());
            file.extend_from_slice(data);
        }
        file
    }

    #[test]
    fn only_what_is_needed_stays() {
        let mut file = segments(&[
            (0xe0, b"JFIF\0\x01\x02\0\0\x48\0\x48\0\0"),
            (0xe0, b"JFXX\0 secret preview"),
            (0xe1, b"Exif\0\0 secret place"),
            (0xe2, b"ICC_PROFILE\0colours"),
            (0xe2, b"MPF\0 second secret"),
            (0xee, b"Adobe\0\x64\0\0\0\0\x01"),
            (0xee, b"Adobe: secret words"),
            (0xf3, b"secret extension"),
            (0xfe, b"comment: secret"),
            (0xdb, b"tables"),
            (0xda, b"scan"),
        ]);
        file.extend([1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4]);
        file.extend_from_slice(&segments(&[(0xda, b"more")])[2..]);
        file.extend([5, 0xff, 0xff, 0xd9]);
        file.extend(b"secret video");
        let kept = jpeg(&file).unwrap();
        assert!(!kept.windows(6).any(|part| part == b"secret"), "{kept:?}");
        for part in
            [b"JFIF".as_slice(), b"Adobe", b"colours", b"tables", b"more", &[1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4]]
        {
            assert!(kept.windows(part.len()).any(|found| found == part), "{part:?}");
        }
        assert!(kept.ends_with(&[0xff, 0xd9]));
    }

    #[test]
    fn what_is_broken_is_nothing() {
        let whole = segments(&[(0xda, b"scan")]);
        for bad in [b"".as_slice(), b"PNG", &[0xff, 0xd8], &whole, &[0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0]] {
            assert_eq!(jpeg(bad), None, "{bad:?}");
        }
    }
}
