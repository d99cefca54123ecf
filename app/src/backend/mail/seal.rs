//! Mails in the database, which nobody reads who does not have the site's secret.

use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use serde::Serialize;

use super::Letter;
use crate::{
    backend::links::Links,
    error::{AppError, Result},
};

/// Bytes of the nonce, before the text.
const NONCE: usize = 24;

/// Seals a [`Letter`], as this version or another one has it.
pub fn seal(links: &Links, letter: &impl Serialize) -> Result<Vec<u8>> {
    let text = serde_json::to_vec(letter).map_err(|_| AppError::Internal)?;
    let nonce: [u8; NONCE] = rand::random();
    let sealed = cipher(links).encrypt(&XNonce::from(nonce), text.as_slice()).map_err(|_| AppError::Internal)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens it again; nothing where the secret is another one now, or the text was changed. Errors: [`AppError::Internal`] where
/// only a newer version can read it.
pub fn open(links: &Links, sealed: &[u8]) -> Result<Option<Letter>> {
    let Some((nonce, text)) = sealed.split_first_chunk::<NONCE>() else { return Ok(None) };
    let Ok(text) = cipher(links).decrypt(&XNonce::from(*nonce), text) else { return Ok(None) };
    // What is wrong with it may hold words of it, which are no business of logs.
    serde_json::from_slice(&text).map(Some).map_err(|_| AppError::Internal)
}

fn cipher(links: &Links) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&links.mail_key().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{mail::MailKind, user::Email};

    #[test]
    fn only_this_site_opens_what_it_sealed() {
        let (ours, theirs) = (Links::new("http://localhost", [7; 32]), Links::new("http://localhost", [8; 32]));
        let to = Email::parse("ana@example.org").unwrap();
        let letter = Letter::new(MailKind::Reset, to, "Ana", "A new password", "reset 1");
        let sealed = seal(&ours, &letter).unwrap();
        assert_eq!(open(&ours, &sealed), Ok(Some(letter.clone())));
        assert_eq!(open(&theirs, &sealed), Ok(None));
        assert_ne!(seal(&ours, &letter).unwrap(), sealed, "never twice the same");
        let text = String::from_utf8_lossy(&sealed).into_owned();
        assert!(!text.contains("ana@") && !text.contains("password"));
        let mut changed = sealed.clone();
        changed[40] ^= 1;
        assert_eq!(open(&ours, &changed), Ok(None));
        assert_eq!(open(&ours, &sealed[..10]), Ok(None));
        let newer = seal(&ours, &serde_json::json!({ "kind": "hologram" })).unwrap();
        assert_eq!((open(&ours, &newer), open(&theirs, &newer)), (Err(AppError::Internal), Ok(None)));
    }
}
