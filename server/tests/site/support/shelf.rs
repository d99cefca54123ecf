//! A storage that tells what it holds, and fails when it is told to.

use std::{
    collections::BTreeSet,
    io,
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use futures::TryStreamExt;
use server::storage::{Blob, ByteRange, Content, Key, MemoryStorage, Storage, StorageError};

/// How a storage fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing more can be stored; all else works.
    Full,
    /// It does not answer.
    Gone,
}

/// Files in memory.
#[derive(Default)]
pub struct Shelf {
    files: MemoryStorage,
    keys: Mutex<BTreeSet<String>>,
    /// What is wrong, after so many more files.
    trouble: Mutex<Option<(Trouble, usize)>>,
}

impl Shelf {
    /// The names of all files, sorted.
    pub fn keys(&self) -> Vec<String> {
        self.lock().iter().cloned().collect()
    }

    /// The whole content of a file.
    pub async fn read(&self, key: &str) -> Vec<u8> {
        let blob = self.files.get(&Key::new(key).expect("a key"), None).await.expect("a file");
        let pieces: Vec<_> = blob.stream.try_collect().await.expect("all of it");
        pieces.into_iter().flatten().collect()
    }

    /// Takes so many more files before it fails.
    pub fn fails_after(&self, files: usize, trouble: Trouble) {
        *self.trouble.lock().expect("no panic before") = Some((trouble, files));
    }

    pub fn works_again(&self) {
        *self.trouble.lock().expect("no panic before") = None;
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.keys.lock().expect("no panic before")
    }

    fn one_more(&self) -> Result<(), StorageError> {
        match self.trouble.lock().expect("no panic before").as_mut() {
            Some((trouble, 0)) => Err(error(*trouble)),
            Some((_, left)) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn answers(&self) -> Result<(), StorageError> {
        match *self.trouble.lock().expect("no panic before") {
            Some((Trouble::Gone, 0)) => Err(error(Trouble::Gone)),
            _ => Ok(()),
        }
    }
}

fn error(trouble: Trouble) -> StorageError {
    match trouble {
        Trouble::Full => StorageError::Full(io::ErrorKind::StorageFull.into()),
        Trouble::Gone => StorageError::Unavailable("nobody answers".into()),
    }
}

#[async_trait]
impl Storage for Shelf {
    async fn put(&self, key: &Key, content: Content, content_type: &str) -> Result<(), StorageError> {
        self.one_more()?;
        self.files.put(key, content, content_type).await?;
        self.lock().insert(key.to_string());
        Ok(())
    }

    async fn get(&self, key: &Key, range: Option<ByteRange>) -> Result<Blob, StorageError> {
        self.answers()?;
        self.files.get(key, range).await
    }

    async fn delete(&self, key: &Key) -> Result<(), StorageError> {
        self.answers()?;
        self.files.delete(key).await?;
        self.lock().remove(key.as_str());
        Ok(())
    }

    async fn url(&self, _: &Key, _: Duration) -> Option<String> {
        None
    }

    async fn healthy(&self) -> Result<(), StorageError> {
        self.answers()
    }
}
