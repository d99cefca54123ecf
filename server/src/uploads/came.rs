//! A file that comes piece by piece, and what is known of it when it has come.

use std::io::{self, Write};

use axum::body::Bytes;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::quiet;

/// Bytes of a file that tell what it is.
const HEAD: usize = 64 << 10;

/// A file on this machine's disk, which goes when nobody holds it any more.
pub struct Came {
    pub file: NamedTempFile,
    pub bytes: u64,
    /// The first of them.
    pub head: Vec<u8>,
    hash: Sha256,
}

impl Came {
    pub async fn begin() -> io::Result<Self> {
        let begin = || Ok(Self { file: NamedTempFile::new()?, bytes: 0, head: Vec::new(), hash: Sha256::new() });
        quiet::spawn(begin).await?
    }

    /// Adds a piece.
    pub async fn and(self, piece: Bytes) -> io::Result<Self> {
        quiet::spawn(move || self.with(&piece)).await?
    }

    /// The digest of the whole file.
    pub fn hash(&self) -> String {
        HEXLOWER.encode(&self.hash.clone().finalize())
    }

    fn with(mut self, piece: &[u8]) -> io::Result<Self> {
        self.file.write_all(piece)?;
        self.hash.update(piece);
        self.head.extend_from_slice(&piece[..piece.len().min(HEAD - self.head.len())]);
        self.bytes += piece.len() as u64;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_is_lost_between_the_pieces() {
        let whole: Vec<u8> = (0..HEAD * 2 + 7).map(|number| (number % 251) as u8).collect();
        let mut came = Came::begin().await.unwrap();
        for piece in whole.chunks(HEAD - 1) {
            came = came.and(Bytes::copy_from_slice(piece)).await.unwrap();
        }
        assert_eq!(std::fs::read(came.file.path()).unwrap(), whole);
        assert_eq!((came.bytes, came.head.as_slice()), (whole.len() as u64, &whole[..HEAD]));
        assert_eq!(came.hash(), HEXLOWER.encode(&Sha256::digest(&whole)));
    }
}
