/// Keeps frames, and how often they are shown (GIF89a, appendix B).
pub fn clean(data: &[u8]) -> Option<Vec<u8>> {
    let mut at = 13 + colours(*data.get(10)?);
    let mut out = data.get(..at)?.to_vec();
    loop {
        let end = match *data.get(at)? {
            b';' => {
                out.push(b';');
                return Some(out);
            }
            b',' => blocks(data, at + 11 + colours(*data.get(at + 9)?))?,
            b'!' => blocks(data, at + 2)?,
            _ => return None,
        };
        let block = data.get(at..end)?;
        let kept = match block {
            [b'!', 0xFF, 11, name @ ..] => name.starts_with(b"NETSCAPE2.0") || name.starts_with(b"ANIMEXTS1.0"),
            [b'!', kind, ..] => *kind == 0xF9,
            _ => true,
        };
        if kept {
            out.extend_from_slice(block);
        }
        at = end;
    }
}

/// Bytes of a table of colours.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << (1 + (flags & 7)) }
}

/// Where a row of sub-blocks that begins at `at` ends.
fn blocks(data: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*data.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
