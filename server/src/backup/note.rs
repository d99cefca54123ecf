//! Which pictures a restore is about to replace, noted beside their files: one that dies after it has emptied the database
//! is begun again, and the next one still knows them.

use std::collections::HashSet;

use anyhow::{Context, Result};
use futures::TryStreamExt;
use uuid::Uuid;

use crate::storage::{Key, Storage, StorageError};

const NOTE: &str = "restore/replaced.json";

/// What a restore that came to no end has left; nothing if there is none such.
pub async fn read(storage: &dyn Storage) -> Result<HashSet<Uuid>> {
    match content(storage).await {
        Ok(content) => serde_json::from_slice(&content).with_context(|| format!("{NOTE} in the storage is damaged")),
        Err(StorageError::NotFound) => Ok(HashSet::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {NOTE} from the storage")),
    }
}

async fn content(storage: &dyn Storage) -> Result<Vec<u8>, StorageError> {
    let chunks: Vec<_> = storage.get(&Key::new(NOTE)?, None).await?.stream.try_collect().await?;
    Ok(chunks.concat())
}

/// Notes these pictures, in place of others; nothing where there are none.
pub async fn write(storage: &dyn Storage, pictures: &HashSet<Uuid>) -> Result<()> {
    if pictures.is_empty() {
        return Ok(());
    }
    let (key, content) = (Key::new(NOTE)?, serde_json::to_vec(pictures)?);
    let put = storage.put(&key, content.into(), key.content_type()).await;
    put.with_context(|| format!("cannot store {key}"))
}

/// The database knows them again.
pub async fn remove(storage: &dyn Storage) -> Result<()> {
    let key = Key::new(NOTE)?;
    storage.delete(&key).await.with_context(|| format!("cannot delete {key} from the storage"))
}
