use crate::jpeg::{APP14, SOS, Segment, Segments};

use super::only_orientation;

const EOI: u8 = 0xD9;

/// Keeps what decoding needs, and the profile. Stops at the end of the first picture: previews, second views and films
/// follow there.
pub fn clean(data: &[u8]) -> Option<Vec<u8>> {
    let mut segments = Segments { data };
    let mut out = Vec::with_capacity(data.len());
    let (mut walked, mut coded) = (0, false);
    while let Some(Segment { marker, body }) = segments.next() {
        let end = data.len() - segments.data.len();
        let start = if matches!(marker, 0xD8 | EOI) { end - 2 } else { end - body.len() - 4 };
        if coded {
            out.extend_from_slice(data.get(walked..start)?);
        }
        (walked, coded) = (end, marker == SOS);
        match marker {
            0xE0 => {
                if let Some(head) = body.strip_prefix(b"JFIF\0").and_then(|head| head.get(..7)) {
                    // Without the preview that may follow.
                    write(&mut out, marker, &[b"JFIF\0", head, &[0, 0]].concat());
                }
            }
            0xE1 => {
                if let Some(block) = body.strip_prefix(b"Exif\0\0").and_then(only_orientation) {
                    write(&mut out, marker, &[&b"Exif\0\0"[..], &block].concat());
                }
            }
            0xE2 if body.starts_with(b"ICC_PROFILE\0") => write(&mut out, marker, body),
            APP14 if body.starts_with(b"Adobe") => {
                // The last byte tells how colours are stored; decoders ask for no other.
                write(&mut out, marker, &[&b"Adobe\0\x64\0\0\0\0"[..], body.get(11..12)?].concat());
            }
            EOI => {
                out.extend([0xFF, EOI]);
                return Some(out);
            }
            0xC0..=0xCF | 0xD8 | SOS..=0xDF => out.extend_from_slice(data.get(start..end)?),
            // Anything may stand there.
            _ => {}
        }
    }
    None
}

fn write(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend([0xFF, marker]);
    out.extend((body.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(body);
}
