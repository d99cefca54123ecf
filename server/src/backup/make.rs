//! Making a backup, while the site is served.

use std::{path::Path, pin::pin, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use app::{
    backend::db::{Db, catalog::Table, snapshot::Snapshot},
    domain::time::Millis,
};
use data_encoding::HEXLOWER;
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::Value as Json;

use super::{
    DATABASE, FILES, FILES_AT_ONCE, MANIFEST, SECRET,
    manifest::Manifest,
    pack::Pack,
    pictures::{Kept, Places, Wanted},
};
use crate::{
    config::Config,
    secret,
    storage::{Storage, StorageError},
    uploads::originals,
};

/// Rows are written in entries of about this size, in bytes; no more of the database is in memory.
const PART: usize = 1 << 20;
/// How often a file is asked for, and the pause between.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_secs(2);

/// What a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub rows: u64,
    /// Each size of a picture is a file.
    pub files: u64,
    /// Files that the database names and the storage does not have.
    pub missing: u64,
    /// The length of the backup.
    pub bytes: u64,
}

/// Writes a backup of this moment. Memory is needed for a megabyte of rows, a few files, and 20 bytes a picture.
pub async fn make(config: &Config, db: &Db, storage: &Arc<dyn Storage>, path: &Path, now: Millis) -> Result<Made> {
    let secret = secret::read_or_make(config)?;
    let snapshot = Snapshot::take(db).await?;
    ensure!(!snapshot.steps.is_empty(), "the database holds nothing yet; run `soiree migrate up`");
    let manifest = Manifest::of(config, &snapshot, &secret, now)?;
    let mut pack = Pack::create(path, now).await?;
    let mut made = Made::default();
    pack.add(MANIFEST, &serde_json::to_vec_pretty(&manifest)?).await?;
    if config.secret.is_none() {
        pack.add(SECRET, HEXLOWER.encode(&secret).as_bytes()).await?;
    }
    let mut pictures = Vec::new();
    for table in &snapshot.tables {
        made.rows += add_table(&mut pack, &snapshot, table, &mut pictures).await?;
    }
    // The files of these pictures were stored before the snapshot and never change, so they may be read after it.
    snapshot.end().await?;
    add_files(&mut pack, storage, pictures, &mut made).await?;
    made.bytes = pack.finish().await?;
    Ok(made)
}

/// Adds all rows of a table, gives their number, and notes which pictures there are.
async fn add_table(pack: &mut Pack, snapshot: &Snapshot, table: &Table, pictures: &mut Vec<Kept>) -> Result<u64> {
    let places = Places::of(table);
    let mut rows = pin!(snapshot.rows(table).await?);
    let (mut lines, mut count, mut part) = (Vec::new(), 0, 0);
    while let Some(row) = rows.try_next().await? {
        pictures.extend(places.as_ref().and_then(|places| places.kept(&row)));
        serde_json::to_writer(&mut lines, &Json::Array(row))?;
        lines.push(b'\n');
        count += 1;
        if lines.len() >= PART {
            pack.add(&part_name(table, part), &lines).await?;
            lines.clear();
            part += 1;
        }
    }
    if !lines.is_empty() {
        pack.add(&part_name(table, part), &lines).await?;
    }
    Ok(count)
}

fn part_name(table: &Table, part: u32) -> String {
    format!("{DATABASE}{}/{part:06}.ndjson", table.name)
}

async fn add_files(pack: &mut Pack, storage: &Arc<dyn Storage>, pictures: Vec<Kept>, made: &mut Made) -> Result<()> {
    let storage = storage.clone();
    let wanted = stream::iter(pictures.into_iter().flat_map(Kept::files));
    let mut files = wanted.map(move |wanted| fetch(storage.clone(), wanted)).buffered(FILES_AT_ONCE);
    while let Some((Wanted { key, sent }, file)) = files.try_next().await? {
        match file {
            Some(bytes) => {
                pack.add(&format!("{FILES}{key}"), &bytes).await?;
                made.files += 1;
            }
            None if sent.is_none() => {
                tracing::warn!(%key, "a file is not in the storage and thus not in the backup");
                made.missing += 1;
            }
            None => {}
        }
    }
    Ok(())
}

/// A file of the storage; nothing if it is gone.
async fn fetch(storage: Arc<dyn Storage>, wanted: Result<Wanted, StorageError>) -> Result<(Wanted, Option<Vec<u8>>)> {
    let wanted = wanted?;
    for _ in 1..TRIES {
        match read(storage.as_ref(), &wanted).await {
            Ok(file) => return Ok((wanted, file)),
            Err(error) => tracing::debug!(%error, key = %wanted.key, "a file is asked for again"),
        }
        tokio::time::sleep(PAUSE).await;
    }
    let file = read(storage.as_ref(), &wanted).await;
    let file = file.with_context(|| format!("cannot read {} from the storage", wanted.key))?;
    Ok((wanted, file))
}

async fn read(storage: &dyn Storage, wanted: &Wanted) -> Result<Option<Vec<u8>>, StorageError> {
    let opened = match wanted.sent {
        Some(id) => originals::open(storage, id).await,
        None => storage.get(&wanted.key, None).await,
    };
    let blob = match opened {
        Err(StorageError::NotFound) => return Ok(None),
        other => other?,
    };
    let (size, mut stream) = (blob.size, blob.stream);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    while let Some(chunk) = stream.try_next().await? {
        bytes.extend_from_slice(&chunk);
    }
    if bytes.len() as u64 == size {
        Ok(Some(bytes))
    } else {
        Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into())
    }
}
