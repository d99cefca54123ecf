use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use async_trait::async_trait;
use futures::StreamExt;
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt, AsyncSeekExt, SeekFrom};
use tokio_util::io::ReaderStream;

use super::{Blob, ByteRange, Content, Key, Storage, StorageError};
use crate::quiet;

/// Bytes read from disk at a time: 64 KiB, few system calls and little memory per visitor.
const CHUNK: usize = 64 << 10;

/// Files in a folder, named as their keys. Several instances may share the folder.
#[derive(Debug, Clone)]
pub struct LocalStorage {
    root: PathBuf,
}

impl LocalStorage {
    /// Makes the folder when it is not there. Errors: `Full`, `Unavailable`.
    pub async fn open(root: impl Into<PathBuf>) -> Result<Self, StorageError> {
        let root = root.into();
        let storage = Self { root: root.clone() };
        blocking(move || fs::create_dir_all(root)).await?;
        storage.healthy().await?;
        Ok(storage)
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.root.join(key.as_str())
    }
}

#[async_trait]
impl Storage for LocalStorage {
    async fn put(&self, key: &Key, content: Content, content_type: &str) -> Result<(), StorageError> {
        key.check_type(content_type)?;
        let path = self.path(key);
        blocking(move || write(&path, &content)).await.map_err(not_missing)
    }

    async fn get(&self, key: &Key, range: Option<ByteRange>) -> Result<Blob, StorageError> {
        let mut file = tokio::fs::File::open(self.path(key)).await.map_err(absent)?;
        let metadata = file.metadata().await?;
        if !metadata.is_file() {
            return Err(StorageError::NotFound);
        }
        let size = metadata.len();
        let range = match range {
            Some(range) => range.resolve(size).ok_or(StorageError::BadRange { size })?,
            None => 0..size,
        };
        file.seek(SeekFrom::Start(range.start)).await?;
        let part = file.take(range.end - range.start);
        Ok(Blob {
            size,
            range,
            content_type: key.content_type().to_owned(),
            etag: etag(&metadata),
            stream: ReaderStream::with_capacity(part, CHUNK).boxed(),
        })
    }

    async fn delete(&self, key: &Key) -> Result<(), StorageError> {
        let (path, root) = (self.path(key), self.root.clone());
        match blocking(move || remove(&path, &root).map_err(absent)).await {
            Err(StorageError::NotFound) => Ok(()),
            other => other,
        }
    }

    async fn url(&self, _: &Key, _: Duration) -> Option<String> {
        None
    }

    async fn healthy(&self) -> Result<(), StorageError> {
        let root = self.root.clone();
        blocking(move || temporary(&root, ".")?.write_all(b"ok")).await.map_err(not_missing)
    }
}

/// Runs to its end even when the request behind it has gone.
async fn blocking<E>(work: impl FnOnce() -> Result<(), E> + Send + 'static) -> Result<(), StorageError>
where
    E: Into<StorageError> + Send + 'static,
{
    match quiet::spawn(work).await {
        Ok(done) => done.map_err(Into::into),
        Err(error) => Err(StorageError::unavailable(error)),
    }
}

/// Written beside its place, made durable, then renamed: readers see the old file or the new one, whole.
/// The temporary file removes itself on every way out but the rename; those of a process that died go when the file is
/// written once more.
fn write(path: &Path, content: &Content) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder)?;
    let mut file = temporary(folder, &unfinished(path))?;
    match content {
        Content::Bytes(bytes) => file.write_all(bytes)?,
        Content::File(source) => {
            io::copy(&mut fs::File::open(source)?, file.as_file_mut())?;
        }
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    remove_unfinished(path, folder)?;
    fs::File::open(folder)?.sync_all()
}

/// How the temporary files of a file begin. The leading dot keeps them apart from every key.
fn unfinished(path: &Path) -> String {
    format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy())
}

fn temporary(folder: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(prefix).suffix(".tmp").tempfile_in(folder)
}

/// Takes away the file, with what a process that died has left of writing it, and the folder if nothing else is in it.
fn remove(path: &Path, root: &Path) -> io::Result<()> {
    let removed = fs::remove_file(path);
    let Some(folder) = path.parent().filter(|folder| *folder != root) else { return removed };
    remove_unfinished(path, folder)?;
    // It stays where there is something in it.
    let _ = fs::remove_dir(folder);
    removed
}

fn remove_unfinished(path: &Path, folder: &Path) -> io::Result<()> {
    let prefix = unfinished(path);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            match fs::remove_file(entry.path()) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

/// A folder in the place of the file, or a file in the place of a folder, is an absent file.
fn absent(error: io::Error) -> StorageError {
    match error.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => StorageError::NotFound,
        _ => error.into(),
    }
}

/// When writing, a missing folder or source is a fault of the storage, not an absent file.
fn not_missing(error: StorageError) -> StorageError {
    match error {
        StorageError::NotFound => StorageError::unavailable("a folder or the source file is missing"),
        other => other,
    }
}

fn etag(metadata: &Metadata) -> Option<String> {
    let written = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("\"{:x}-{:x}\"", written.as_nanos(), metadata.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::contract;

    #[tokio::test]
    async fn keeps_the_contract() {
        let folder = tempfile::tempdir().unwrap();
        let storage = LocalStorage::open(folder.path().join("made/on/open")).await.unwrap();
        contract::check(&storage).await;
    }

    #[tokio::test]
    async fn a_failed_write_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let storage = LocalStorage::open(folder.path()).await.unwrap();
        let key = Key::new("a.jpg").unwrap();
        let directory = Content::File(folder.path().to_owned());
        assert!(storage.put(&key, directory, "image/jpeg").await.is_err());
        let missing = Content::File(folder.path().join("missing"));
        let error = storage.put(&key, missing, "image/jpeg").await.unwrap_err();
        assert!(matches!(error, StorageError::Unavailable(_)), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn nothing_stays_of_a_write_that_was_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let storage = LocalStorage::open(folder.path()).await.unwrap();
        let key = Key::new("a/b.jpg").unwrap();
        storage.put(&key, vec![1].into(), "image/jpeg").await.unwrap();
        let other = folder.path().join("a/.c.jpg.x.tmp");
        for cut_off in [folder.path().join("a/.b.jpg.x.tmp"), other.clone()] {
            fs::write(cut_off, "half").unwrap();
        }
        storage.delete(&key).await.unwrap();
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
        fs::remove_file(other).unwrap();
        storage.delete(&key).await.unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn what_was_cut_off_goes_when_it_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let storage = LocalStorage::open(folder.path()).await.unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(folder.path().join("a/.b.jpg.x.tmp"), "half").unwrap();
        storage.put(&Key::new("a/b.jpg").unwrap(), vec![1].into(), "image/jpeg").await.unwrap();
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }

    #[tokio::test]
    async fn a_folder_is_not_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let storage = LocalStorage::open(folder.path()).await.unwrap();
        let inner = Key::new("a/b").unwrap();
        storage.put(&inner, vec![1].into(), "application/octet-stream").await.unwrap();
        let outer = Key::new("a").unwrap();
        assert!(matches!(storage.get(&outer, None).await, Err(StorageError::NotFound)));
        assert!(storage.delete(&outer).await.is_ok());
        assert!(storage.get(&inner, None).await.is_ok());
    }

    #[test]
    fn a_full_disk_is_named() {
        let error = StorageError::from(io::Error::from(io::ErrorKind::StorageFull));
        assert!(matches!(error, StorageError::Full(_)));
    }
}
