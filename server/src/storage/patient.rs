//! A storage that may be away for a moment, as it is while it restarts: uploads take longer then, and do not fail.

use std::time::{Duration, Instant};

use async_trait::async_trait;

use super::{Blob, ByteRange, Content, Key, Storage, StorageError};

const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// Tries to store and to read for a while. Deleting can wait: a job or the sweep tries again.
pub struct Patient<S> {
    storage: S,
    patience: Duration,
}

impl<S: Storage> Patient<S> {
    pub fn new(storage: S, patience: Duration) -> Self {
        Self { storage, patience }
    }

    async fn patiently<T, F>(&self, attempt: impl Fn() -> F + Send) -> Result<T, StorageError>
    where
        F: Future<Output = Result<T, StorageError>> + Send,
    {
        let (begun, mut pause) = (Instant::now(), SHORTEST_PAUSE);
        loop {
            match attempt().await {
                Err(StorageError::Unavailable(error)) if begun.elapsed() + pause < self.patience => {
                    tracing::debug!(%error, "waiting for the storage");
                }
                result => return result,
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

#[async_trait]
impl<S: Storage> Storage for Patient<S> {
    async fn put(&self, key: &Key, content: Content, content_type: &str) -> Result<(), StorageError> {
        self.patiently(|| self.storage.put(key, content.clone(), content_type)).await
    }

    async fn get(&self, key: &Key, range: Option<ByteRange>) -> Result<Blob, StorageError> {
        self.patiently(|| self.storage.get(key, range)).await
    }

    async fn delete(&self, key: &Key) -> Result<(), StorageError> {
        self.storage.delete(key).await
    }

    async fn url(&self, key: &Key, valid_for: Duration) -> Option<String> {
        self.storage.url(key, valid_for).await
    }

    async fn healthy(&self) -> Result<(), StorageError> {
        self.storage.healthy().await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::storage::{MemoryStorage, contract};

    /// Away for the first few questions.
    struct Away(MemoryStorage, AtomicU32);

    impl Away {
        fn for_questions(count: u32) -> Self {
            Self(MemoryStorage::default(), AtomicU32::new(count))
        }

        fn answers(&self) -> Result<(), StorageError> {
            let left = self.1.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
            if left.is_ok() { Err(StorageError::unavailable("away")) } else { Ok(()) }
        }
    }

    #[async_trait]
    impl Storage for Away {
        async fn put(&self, key: &Key, content: Content, content_type: &str) -> Result<(), StorageError> {
            self.answers()?;
            self.0.put(key, content, content_type).await
        }

        async fn get(&self, key: &Key, range: Option<ByteRange>) -> Result<Blob, StorageError> {
            self.answers()?;
            self.0.get(key, range).await
        }

        async fn delete(&self, key: &Key) -> Result<(), StorageError> {
            self.0.delete(key).await
        }

        async fn url(&self, key: &Key, valid_for: Duration) -> Option<String> {
            self.0.url(key, valid_for).await
        }

        async fn healthy(&self) -> Result<(), StorageError> {
            self.0.healthy().await
        }
    }

    #[tokio::test]
    async fn keeps_the_contract() {
        contract::check(&Patient::new(MemoryStorage::default(), Duration::from_secs(1))).await;
    }

    #[tokio::test]
    async fn waits_for_a_storage_that_is_away_but_not_for_ever() {
        let key = Key::new("a.jpg").unwrap();
        let put = async |storage: &Patient<Away>| storage.put(&key, vec![1].into(), "image/jpeg").await;
        let short = Patient::new(Away::for_questions(3), Duration::from_secs(5));
        put(&short).await.unwrap();
        let long = Patient::new(Away::for_questions(1_000), Duration::from_millis(200));
        assert!(matches!(put(&long).await, Err(StorageError::Unavailable(_))));
        assert!(matches!(short.get(&Key::new("b.jpg").unwrap(), None).await, Err(StorageError::NotFound)));
    }
}
