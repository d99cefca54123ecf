//! Backups that are whole, and not as this version makes them.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tar::Header;

const BLOCK: usize = 512;

/// The same backup with other entries, and the checksum of those.
pub fn rewritten(backup: &[u8], mut change: impl FnMut(&str, &mut Header, &mut [u8])) -> Vec<u8> {
    let mut new = Vec::new();
    for (name, mut header, mut content) in entries(backup) {
        change(&name, &mut header, &mut content);
        if name == "checksum" {
            let checksum = HEXLOWER.encode(Sha256::digest(&new).as_slice());
            content[..checksum.len()].copy_from_slice(checksum.as_bytes());
        }
        new.extend_from_slice(header.as_bytes());
        new.extend_from_slice(&content);
    }
    new.extend_from_slice(&[0; 2 * BLOCK]);
    new
}

/// The name and the header of each entry of a backup, and what follows until the next one.
fn entries(backup: &[u8]) -> Vec<(String, Header, Vec<u8>)> {
    let (mut entries, mut rest) = (Vec::new(), backup);
    while rest[0] != 0 {
        let header = Header::from_byte_slice(&rest[..BLOCK]).clone();
        let name = String::from_utf8(header.path_bytes().into_owned()).expect("a name");
        let size = usize::try_from(header.size().expect("a size")).expect("a small one");
        let end = BLOCK + size.next_multiple_of(BLOCK);
        entries.push((name, header, rest[BLOCK..end].to_vec()));
        rest = &rest[end..];
    }
    entries
}
