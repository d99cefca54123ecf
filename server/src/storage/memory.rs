use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, stream};

use super::{Blob, ByteRange, Content, Key, Storage, StorageError};

/// Files in memory, for tests and demonstrations; gone with the process.
#[derive(Default)]
pub struct MemoryStorage {
    shelf: Mutex<Shelf>,
}

#[derive(Default)]
struct Shelf {
    files: HashMap<Key, File>,
    writes: u64,
}

#[derive(Clone)]
struct File {
    bytes: Bytes,
    version: u64,
}

impl MemoryStorage {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    async fn put(&self, key: &Key, content: Content, content_type: &str) -> Result<(), StorageError> {
        key.check_type(content_type)?;
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::File(path) => tokio::fs::read(path).await.map_err(StorageError::unavailable)?.into(),
        };
        let mut shelf = self.shelf();
        shelf.writes += 1;
        let version = shelf.writes;
        shelf.files.insert(key.clone(), File { bytes, version });
        Ok(())
    }

    async fn get(&self, key: &Key, range: Option<ByteRange>) -> Result<Blob, StorageError> {
        let found = self.shelf().files.get(key).cloned();
        let File { bytes, version } = found.ok_or(StorageError::NotFound)?;
        let size = bytes.len() as u64;
        let range = match range {
            Some(range) => range.resolve(size).ok_or(StorageError::BadRange { size })?,
            None => 0..size,
        };
        let part = bytes.slice(range.start as usize..range.end as usize);
        Ok(Blob {
            size,
            range,
            content_type: key.content_type().to_owned(),
            etag: Some(format!("\"{version:x}\"")),
            stream: stream::iter([Ok(part)]).boxed(),
        })
    }

    async fn delete(&self, key: &Key) -> Result<(), StorageError> {
        self.shelf().files.remove(key);
        Ok(())
    }

    async fn url(&self, _: &Key, _: Duration) -> Option<String> {
        None
    }

    async fn healthy(&self) -> Result<(), StorageError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keeps_the_contract() {
        crate::storage::contract::check(&MemoryStorage::default()).await;
    }
}
