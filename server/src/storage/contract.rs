//! What every storage must do; run against each of them.

use bytes::Bytes;
use futures::TryStreamExt;

use super::{Blob, ByteRange, Content, Key, Storage, StorageError};

const JPEG: &str = "image/jpeg";

pub async fn check(storage: &dyn Storage) {
    storage.healthy().await.unwrap();
    let run = format!("contract/{}", std::process::id());
    let key = Key::new(format!("{run}/a.2048.jpg")).unwrap();
    storage.delete(&key).await.unwrap();
    writes(storage, &key).await;
    ranges(storage, &key).await;
    empty_and_large(storage, &Key::new(format!("{run}/b.zip")).unwrap()).await;

    storage.delete(&key).await.unwrap();
    storage.delete(&key).await.unwrap();
    assert!(matches!(storage.get(&key, None).await, Err(StorageError::NotFound)));
}

async fn writes(storage: &dyn Storage, key: &Key) {
    assert!(matches!(storage.get(key, None).await, Err(StorageError::NotFound)));
    let refused = storage.put(key, vec![1].into(), "text/html").await;
    assert!(matches!(refused, Err(StorageError::WrongType { .. })));

    storage.put(key, b"first".to_vec().into(), JPEG).await.unwrap();
    let first = storage.get(key, None).await.unwrap();
    let etag = first.etag.clone();
    assert_eq!((first.size, first.range.clone()), (5, 0..5));
    assert_eq!(first.content_type, JPEG);
    assert!(etag.as_deref().is_some_and(|tag| tag.starts_with('"') && tag.ends_with('"')));
    assert_eq!(read(first).await, "first");

    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), b"0123456789").unwrap();
    storage.put(key, Content::File(file.path().to_owned()), JPEG).await.unwrap();
    let second = storage.get(key, None).await.unwrap();
    assert_ne!(second.etag, etag);
    assert_eq!(read(second).await, "0123456789");
    assert!(file.path().exists());
}

async fn ranges(storage: &dyn Storage, key: &Key) {
    for (range, expected, text) in [
        (ByteRange::Between(2, 4), 2..5, "234"),
        (ByteRange::Between(8, 100), 8..10, "89"),
        (ByteRange::From(7), 7..10, "789"),
        (ByteRange::Last(3), 7..10, "789"),
        (ByteRange::Last(30), 0..10, "0123456789"),
    ] {
        let blob = storage.get(key, Some(range)).await.unwrap();
        assert_eq!((blob.size, blob.range.clone()), (10, expected), "{range:?}");
        assert_eq!(read(blob).await, text, "{range:?}");
    }
    let outside = storage.get(key, Some(ByteRange::From(10))).await;
    assert!(matches!(outside, Err(StorageError::BadRange { size: 10 })));
}

async fn empty_and_large(storage: &dyn Storage, key: &Key) {
    const ZIP: &str = "application/zip";
    storage.put(key, Vec::new().into(), ZIP).await.unwrap();
    let empty = storage.get(key, None).await.unwrap();
    assert_eq!((empty.size, empty.range.clone()), (0, 0..0));
    assert_eq!(read(empty).await, "");
    let outside = storage.get(key, Some(ByteRange::Last(1))).await;
    assert!(matches!(outside, Err(StorageError::BadRange { size: 0 })));

    let large: Bytes = (0..3_000_000u32).map(|i| (i % 251) as u8).collect();
    storage.put(key, Content::Bytes(large.clone()), ZIP).await.unwrap();
    assert_eq!(read(storage.get(key, None).await.unwrap()).await, large);
    storage.delete(key).await.unwrap();
}

pub async fn read(blob: Blob) -> Bytes {
    let expected = blob.range.end - blob.range.start;
    let parts: Vec<Bytes> = blob.stream.try_collect().await.unwrap();
    let bytes = Bytes::from(parts.concat());
    assert_eq!(bytes.len() as u64, expected);
    bytes
}
