//! Where finished pictures and other files are kept. One small trait; a folder, S3 or memory behind it.

mod error;
mod key;
mod local;
mod memory;
mod patient;
mod range;
mod s3;
mod traced;

#[cfg(test)]
mod contract;

use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;

pub use error::StorageError;
pub use key::Key;
pub use local::LocalStorage;
pub use memory::MemoryStorage;
pub use patient::Patient;
pub use range::ByteRange;
pub use s3::{S3Credentials, S3Settings, S3Storage};
pub use traced::TracedStorage;

/// A place for files under [`Key`]s.
#[async_trait]
pub trait Storage: Send + Sync {
    /// Stores or replaces a file; it is there completely or not at all. `content_type` must be that of the key's
    /// extension. Errors: `WrongType`, `Full`, `Unavailable`.
    async fn put(&self, key: &Key, content: Content, content_type: &str) -> Result<(), StorageError>;

    /// Opens a file, or a part of it. Errors: `NotFound`, `BadRange`, `Unavailable`.
    async fn get(&self, key: &Key, range: Option<ByteRange>) -> Result<Blob, StorageError>;

    /// Removes a file; one that is not there is no error. Errors: `Unavailable`.
    async fn delete(&self, key: &Key) -> Result<(), StorageError>;

    /// A link that whoever holds it may read from for at least `valid_for`. `None`: serve it through [`Storage::get`].
    async fn url(&self, key: &Key, valid_for: Duration) -> Option<String>;

    /// Whether files can be stored right now, for the readiness check. Errors: `Full`, `Unavailable`.
    async fn healthy(&self) -> Result<(), StorageError>;
}

/// What to store.
#[derive(Debug, Clone)]
pub enum Content {
    Bytes(Bytes),
    /// Copied; the file itself stays where it is.
    File(PathBuf),
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

/// An opened file.
pub struct Blob {
    /// Bytes of the whole file, also when only a part was asked for.
    pub size: u64,
    /// The bytes that `stream` yields, end exclusive.
    pub range: std::ops::Range<u64>,
    pub content_type: String,
    /// Strong validator, quoted as HTTP wants it.
    pub etag: Option<String>,
    pub stream: BoxStream<'static, std::io::Result<Bytes>>,
}
