use std::fmt;
use std::str::FromStr;

use super::error::StorageError;

/// Characters in a key: 512, half of what S3 allows and far below every file system's path limit.
const LENGTH_MAX: usize = 512;

/// Characters in one part of a key: 200; file systems allow 255, and a temporary name is a little longer.
const PART_MAX: usize = 200;

/// The name of a stored file, such as `photos/7f/7f3a.2048.jpg`; safe as a path, an object name and part of a URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// Parts of `a-z 0-9 _ . -` joined by `/`; no part is empty or starts with a dot. Errors: `BadKey`.
    pub fn new(text: impl Into<String>) -> Result<Self, StorageError> {
        let text = text.into();
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b'-');
        let good = text.len() <= LENGTH_MAX
            && text.split('/').all(|part| {
                !part.is_empty()
                    && part.len() <= PART_MAX
                    && !part.starts_with('.')
                    && !part.contains("..")
                    && part.bytes().all(allowed)
            });
        good.then_some(Self(text)).ok_or(StorageError::BadKey)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The type of files with this extension: it is told by the name alone, so that a plain folder keeps it too.
    pub fn content_type(&self) -> &'static str {
        match self.0.rsplit_once('.').map(|(_, extension)| extension) {
            Some("jpg" | "jpeg") => "image/jpeg",
            Some("png") => "image/png",
            Some("webp") => "image/webp",
            Some("gif") => "image/gif",
            Some("json") => "application/json",
            Some("zip") => "application/zip",
            Some("ics") => "text/calendar",
            Some("csv") => "text/csv",
            Some("txt") => "text/plain",
            _ => "application/octet-stream",
        }
    }

    pub(super) fn check_type(&self, found: &str) -> Result<(), StorageError> {
        let expected = self.content_type();
        if expected == found {
            return Ok(());
        }
        Err(StorageError::WrongType { expected, found: found.to_owned() })
    }
}

impl FromStr for Key {
    type Err = StorageError;

    fn from_str(text: &str) -> Result<Self, StorageError> {
        Self::new(text)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_names_only() {
        for good in ["a", "photos/7f/7f3a.2048.jpg", "x_y-z/0", "a.b.c"] {
            assert!(Key::new(good).is_ok(), "{good}");
        }
        for bad in [
            "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", ".hidden", "a/.tmp", "a..b", "A", "a b",
            "ä", "a\\b", "a%2fb", "a\0", "c:",
        ] {
            assert!(Key::new(bad).is_err(), "{bad}");
        }
        assert!(Key::new("a".repeat(201)).is_err());
        assert!(Key::new(["a"; 300].join("/")).is_err());
    }

    #[test]
    fn the_extension_is_the_type() {
        let kind = |text: &str| Key::new(text).unwrap().content_type();
        assert_eq!(kind("a/b.jpg"), "image/jpeg");
        assert_eq!(kind("a.jpg/b"), "application/octet-stream");
        assert!(Key::new("a.jpg").unwrap().check_type("text/html").is_err());
    }
}
