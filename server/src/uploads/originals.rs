//! The file of a photo as it was sent, also where versions before this one have put it.

use anyhow::{Result, ensure};
use app::domain::PictureId;
use bytes::{Bytes, BytesMut};
use futures::TryStreamExt;
use uuid::Uuid;

use super::original;
use crate::storage::{Blob, Content, Key, Storage, StorageError};

/// Where versions before this one kept the file: beside the sizes, which a CDN may serve.
pub fn before(id: PictureId) -> Result<Key, StorageError> {
    Key::new(format!("pictures/{}/original", id.0.simple()))
}

/// Where a file belongs that is at this place in a backup, maybe an older one.
pub fn placed(key: Key) -> Key {
    let id = key.as_str().strip_prefix("pictures/").and_then(|rest| rest.strip_suffix("/original"));
    let id = id.and_then(|id| id.parse::<Uuid>().ok());
    id.and_then(|id| original(id.into()).ok()).unwrap_or(key)
}

/// Opens the file, wherever it is. Errors: `NotFound`, `Unavailable`.
pub async fn open(storage: &dyn Storage, id: PictureId) -> Result<Blob, StorageError> {
    let (new, old) = (original(id)?, before(id)?);
    for key in [&new, &old] {
        match storage.get(key, None).await {
            Err(StorageError::NotFound) => {}
            found => return found,
        }
    }
    // It may have been moved between the two.
    storage.get(&new, None).await
}

/// Deletes the file, wherever it is; one that is not there is no error. Errors: `Unavailable`.
pub async fn delete(storage: &dyn Storage, id: PictureId) -> Result<(), StorageError> {
    storage.delete(&before(id)?).await?;
    storage.delete(&original(id)?).await
}

/// Moves the file to its place; `false` where it is not at the old one. Whoever interrupts it leaves the file at one of
/// them at least.
pub async fn settle(storage: &dyn Storage, id: PictureId) -> Result<bool> {
    let (new, old) = (original(id)?, before(id)?);
    let blob = match storage.get(&old, None).await {
        Err(StorageError::NotFound) => return Ok(false),
        found => found?,
    };
    let file = whole(blob).await?;
    storage.put(&new, Content::Bytes(file), new.content_type()).await?;
    storage.delete(&old).await?;
    Ok(true)
}

/// The whole file, which was no larger than an upload may be when it came.
pub async fn whole(blob: Blob) -> Result<Bytes> {
    let Blob { size, mut stream, .. } = blob;
    let mut file = BytesMut::with_capacity(usize::try_from(size)?);
    while let Some(piece) = stream.try_next().await? {
        file.extend_from_slice(&piece);
    }
    let length = file.len();
    ensure!(length as u64 == size, "the storage sent {length} bytes of a file that has {size}");
    Ok(file.freeze())
}

#[cfg(test)]
mod tests {
    use futures::{StreamExt, stream};

    use super::*;
    use crate::storage::MemoryStorage;

    const TYPE: &str = "application/octet-stream";

    async fn is_there(storage: &MemoryStorage, key: &Key) -> bool {
        storage.get(key, None).await.is_ok()
    }

    #[test]
    fn only_the_files_of_photos_are_placed_elsewhere() {
        let id = PictureId::new();
        let (new, old) = (original(id).unwrap(), before(id).unwrap());
        assert_eq!(placed(old), new);
        for other in [new.as_str(), "pictures/x/original", "pictures/original", "a/original"] {
            assert_eq!(placed(Key::new(other).unwrap()).as_str(), other);
        }
        let size = Key::new(format!("pictures/{}/large.jpg", id.0.simple())).unwrap();
        assert_eq!(placed(size.clone()), size);
    }

    #[tokio::test]
    async fn a_file_is_moved_once() {
        let (storage, id) = (MemoryStorage::default(), PictureId::new());
        let (new, old) = (original(id).unwrap(), before(id).unwrap());
        assert!(!settle(&storage, id).await.unwrap());
        assert!(matches!(open(&storage, id).await, Err(StorageError::NotFound)));
        storage.put(&old, vec![1, 2, 3].into(), TYPE).await.unwrap();
        assert_eq!(open(&storage, id).await.unwrap().size, 3);
        assert!(settle(&storage, id).await.unwrap());
        assert!(is_there(&storage, &new).await && !is_there(&storage, &old).await);
        assert_eq!(open(&storage, id).await.unwrap().size, 3);
        assert!(!settle(&storage, id).await.unwrap());
    }

    #[tokio::test]
    async fn it_is_deleted_wherever_it_is() {
        let (storage, id) = (MemoryStorage::default(), PictureId::new());
        let keys = [original(id).unwrap(), before(id).unwrap()];
        for key in &keys {
            storage.put(key, vec![1].into(), TYPE).await.unwrap();
        }
        delete(&storage, id).await.unwrap();
        for key in &keys {
            assert!(!is_there(&storage, key).await);
        }
        delete(&storage, id).await.unwrap();
    }

    #[tokio::test]
    async fn half_a_file_is_none() {
        let piece = Bytes::from_static(b"half");
        let stream = stream::iter([Ok(piece)]).boxed();
        let blob = Blob { size: 8, range: 0..8, content_type: TYPE.to_owned(), etag: None, stream };
        assert!(whole(blob).await.is_err());
    }
}
