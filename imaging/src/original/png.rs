use super::only_orientation;

const SIGNATURE: usize = 8;

/// Keeps what is needed to show the picture or its frames as they are (PNG, third edition, 5.6).
pub fn clean(data: &[u8]) -> Option<Vec<u8>> {
    let (signature, mut rest) = data.split_at_checked(SIGNATURE)?;
    let mut out = signature.to_vec();
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        rest = after;
        let kind: &[u8; 4] = chunk[4..].first_chunk()?;
        match kind {
            b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"iCCP" | b"cICP" | b"sBIT" | b"bKGD" | b"pHYs" | b"acTL"
            | b"fcTL" | b"fdAT" => out.extend_from_slice(chunk),
            b"eXIf" => {
                if let Some(block) = only_orientation(&chunk[8..8 + length]) {
                    write(&mut out, kind, &block);
                }
            }
            // Critical ones.
            [b'A'..=b'Z', ..] => out.extend_from_slice(chunk),
            _ => {}
        }
        if kind == b"IEND" {
            return Some(out);
        }
    }
}

fn write(out: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    out.extend((body.len() as u32).to_be_bytes());
    let start = out.len();
    out.extend(kind);
    out.extend(body);
    out.extend(checksum(&out[start..]).to_be_bytes());
}

/// CRC-32, bit by bit: it is for 30 bytes.
fn checksum(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums() {
        assert_eq!(checksum(b"IEND"), 0xAE42_6082);
    }
}
