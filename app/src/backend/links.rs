//! Addresses to be shared, and the tokens in them.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::domain::{InviteId, PartyId};

/// Builds absolute addresses and personal tokens.
///
/// A token is derived from the site's secret (HMAC-SHA-256, 128 bits), so the database needs to hold only its hash and
/// the host can still copy the link again: whoever steals the database alone cannot open an invitation.
#[derive(Clone)]
pub struct Links {
    base: String,
    secret: [u8; 32],
}

impl Links {
    /// `base` is the site's address without a slash at the end.
    pub fn new(base: &str, secret: [u8; 32]) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), secret }
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// Whether the site is served over HTTPS.
    pub fn secure(&self) -> bool {
        self.base.starts_with("https://")
    }

    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub fn party(&self, id: PartyId) -> String {
        self.absolute(&format!("/p/{id}"))
    }

    pub fn invite(&self, id: InviteId, generation: i32) -> String {
        self.absolute(&format!("/i/{}", self.token(id, generation)))
    }

    /// The secret part of a personal link: 128 bits in base 58.
    pub fn token(&self, id: InviteId, generation: i32) -> String {
        let mac = self.mac(&[b"invite", id.0.as_bytes(), &generation.to_be_bytes()]);
        bs58::encode(&mac[..16]).into_string()
    }

    /// A value that only this site can compute, 256 bits.
    fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes a key of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// What the database keeps of a secret: its SHA-256 in hexadecimal.
pub fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_by_invite_and_generation() {
        let links = Links::new("http://localhost/", [7; 32]);
        let id = InviteId::new();
        assert_eq!(links.token(id, 0), links.token(id, 0));
        assert_ne!(links.token(id, 0), links.token(id, 1));
        assert_ne!(links.token(id, 0), links.token(InviteId::new(), 0));
        assert_ne!(links.token(id, 0), Links::new("http://localhost", [8; 32]).token(id, 0));
        assert!(links.token(id, 0).len() >= 21);
    }
}
