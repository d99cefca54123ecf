use super::only_orientation;

/// Of the flags in `VP8X`: EXIF and XMP follow.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// Keeps picture, frames, transparency and profile (RFC 9649).
pub fn clean(data: &[u8]) -> Option<Vec<u8>> {
    let size = u32::from_le_bytes(*data.get(4..)?.first_chunk()?) as usize;
    let mut rest = data.get(12..size.checked_add(8)?)?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut flags = None;
    let mut orientation = None;
    while !rest.is_empty() {
        let length = u32::from_le_bytes(*rest.get(4..)?.first_chunk()?) as usize;
        let body = rest.get(8..8usize.checked_add(length)?)?;
        match rest.first_chunk::<4>()? {
            kind @ b"VP8X" => {
                write(&mut out, kind, body);
                let place = out.len() - body.len() - body.len() % 2;
                *out.get_mut(place)? &= !(EXIF | XMP);
                flags = Some(place);
            }
            kind @ (b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP") => write(&mut out, kind, body),
            b"EXIF" => orientation = only_orientation(body.strip_prefix(b"Exif\0\0").unwrap_or(body)),
            _ => {}
        }
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
    }
    if let (Some(block), Some(flags)) = (orientation, flags) {
        write(&mut out, b"EXIF", &block);
        out[flags] |= EXIF;
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(out)
}

fn write(out: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    out.extend(kind);
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    out.resize(out.len() + body.len() % 2, 0);
}
