//! Marks by which a browser knows what it has already (RFC 9110, 8.8.3).

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// The mark of this very content, quoted.
pub fn of(content: &[u8]) -> String {
    format!("\"{}\"", &HEXLOWER.encode(&Sha256::digest(content))[..32])
}

/// RFC 9110, 13.1.2: weak comparison, and `*` is any.
pub fn matches(if_none_match: &str, etag: &str) -> bool {
    if_none_match.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}
