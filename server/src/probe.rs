//! Whether the storage does what it must: a small file is written, read and deleted.

use app::backend::tasks;
use futures::TryStreamExt;
use uuid::Uuid;

use crate::{
    state::AppState,
    storage::{Key, Storage, StorageError},
};

/// Under this name the instances agree who does it.
const TASK: &str = "storage";
/// In milliseconds.
const EVERY: i64 = 9 * 60_000;
const CONTENT: &[u8] = b"Soiree looks whether files are kept here.\n";

/// Tries it; an error says what did not work.
pub async fn storage(storage: &dyn Storage) -> Result<(), String> {
    let key = Key::new(format!("probe/{}.txt", Uuid::now_v7().simple())).map_err(|error| error.to_string())?;
    let failed = |what: &'static str| move |error: StorageError| format!("a file cannot be {what}: {error}");
    storage.put(&key, CONTENT.to_vec().into(), key.content_type()).await.map_err(failed("written"))?;
    let read = read(storage, &key).await.map_err(failed("read"));
    storage.delete(&key).await.map_err(failed("deleted"))?;
    if read? == CONTENT { Ok(()) } else { Err("a file was read differently from how it was written".to_owned()) }
}

async fn read(storage: &dyn Storage, key: &Key) -> Result<Vec<u8>, StorageError> {
    let chunks: Vec<_> = storage.get(key, None).await?.stream.try_collect().await?;
    Ok(chunks.concat())
}

/// Has one of the instances try it, and notes what came of it for those who look after the site.
pub async fn note(state: &AppState) {
    let services = &state.services;
    let noted = match tasks::begin(services, TASK, EVERY).await {
        Ok(None) => return,
        Ok(Some(held)) => match storage(state.storage.as_ref()).await {
            Ok(()) => tasks::done(services, held).await,
            Err(why) => {
                tracing::error!(why, "the storage does not work");
                tasks::failed(services, held, &why).await
            }
        },
        Err(error) => Err(error),
    };
    if let Err(error) = noted {
        tracing::warn!(%error, "the storage could not be looked at");
    }
}
