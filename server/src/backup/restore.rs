//! Bringing a backup back: the whole file is checked first, then files, then rows, which appear all at once.

use std::{path::Path, pin::pin, sync::Arc};

use anyhow::{Context, Result, bail, ensure};
use app::backend::{
    clock::Clock,
    db::{Db, refill, refill::Refill},
    pictures::replaced,
};
use data_encoding::HEXLOWER;
use futures::{TryStreamExt, stream};
use migration::{Migrator, MigratorTrait, up_with};
use serde_json::Value as Json;

use super::{
    DATABASE, FILES, FILES_AT_ONCE, MANIFEST, SECRET,
    manifest::Manifest,
    note,
    unpack::{Unpack, verify},
};
use crate::{
    config::Config,
    secret,
    storage::{Key, Storage},
    uploads::originals,
};

/// What may be lost.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    /// Whatever the database holds is replaced.
    pub force: bool,
    /// The site goes on with another secret than the backup's.
    pub other_secret: bool,
}

/// What was brought back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    pub rows: u64,
    pub files: u64,
    /// Pictures of the site that was replaced; jobs delete their files.
    pub discarded: usize,
}

/// Restores a backup of this version or an older one. Nothing is changed unless the whole file is sound and `how`
/// allows it.
pub async fn restore(config: &Config, db: &Db, storage: &Arc<dyn Storage>, path: &Path, how: How) -> Result<Restored> {
    verify(path).await?;
    let (manifest, kept) = head(path).await?;
    let new_secret = choose_secret(config, &manifest, kept, how)?;
    if !how.force && refill::is_filled(db).await? {
        bail!("the database is not empty; with --force all that it holds is replaced");
    }
    let files = put_files(storage, path).await?;
    if let Some(new) = new_secret {
        secret::keep(config, &new)?;
    }
    let mut before = replaced::all(db).await?;
    before.extend(note::read(storage.as_ref()).await?);
    note::write(storage.as_ref(), &before).await?;
    Migrator::down(db.schema(), None).await.context("the old schema cannot be taken down")?;
    // Steps that change rows find those of the backup, so all that it does not have come after them.
    up_with(db.schema(), &manifest.steps).await.context("the schema of the backup cannot be made")?;
    let rows = put_rows(db, &manifest, path).await?;
    Migrator::up(db.schema(), None).await.context("the schema cannot be brought up to date")?;
    let discarded = replaced::discard(db, &before, Clock::default().now()).await?;
    note::remove(storage.as_ref()).await?;
    Ok(Restored { rows, files, discarded })
}

/// What the backup says of itself, and the secret if it holds it.
async fn head(path: &Path) -> Result<(Manifest, Option<[u8; 32]>)> {
    let mut unpack = Unpack::open(path).await?;
    let first = unpack.next().await?.context("the backup is empty")?;
    ensure!(first.name == MANIFEST, "this is no backup of Soirée");
    let manifest = Manifest::read(&unpack.content().await?)?;
    let kept = match unpack.next().await? {
        Some(entry) if entry.name == SECRET => {
            let bytes = HEXLOWER.decode(&unpack.content().await?).context("the backup's secret cannot be read")?;
            let secret: [u8; 32] = bytes.try_into().ok().context("the backup's secret cannot be read")?;
            Some(secret)
        }
        _ => None,
    };
    Ok((manifest, kept))
}

/// The secret to be written into the data folder; nothing if the right one is in use, or another is wanted.
fn choose_secret(config: &Config, manifest: &Manifest, kept: Option<[u8; 32]>, how: How) -> Result<Option<[u8; 32]>> {
    let known = secret::known(config)?;
    if how.other_secret || known.is_some_and(|known| manifest.has_secret(&known)) {
        return Ok(None);
    }
    match kept {
        Some(kept) if config.secret.is_none() => Ok(Some(kept)),
        Some(_) => bail!(
            "SOIREE_SECRET is not the secret of the backup: leave it empty, for the backup holds the right one; \
             or restore with --other-secret, and hosts have to hand out personal links again"
        ),
        None => bail!(
            "the backup does not hold the secret of its site: set SOIREE_SECRET to it; \
             or restore with --other-secret, and hosts have to hand out personal links again"
        ),
    }
}

async fn put_files(storage: &Arc<dyn Storage>, path: &Path) -> Result<u64> {
    let entries = stream::try_unfold(Unpack::open(path).await?, next_file);
    let storage = storage.clone();
    let put = entries.map_ok(move |(key, bytes)| store(storage.clone(), key, bytes)).try_buffered(FILES_AT_ONCE);
    let mut put = pin!(put);
    let mut count = 0;
    while put.try_next().await?.is_some() {
        count += 1;
    }
    Ok(count)
}

/// The next file in the backup with its place in the storage, and the backup to go on with.
async fn next_file(mut unpack: Unpack) -> Result<Option<((Key, Vec<u8>), Unpack)>> {
    while let Some(entry) = unpack.next().await? {
        if let Some(key) = entry.name.strip_prefix(FILES) {
            let file = (originals::placed(Key::new(key)?), unpack.content().await?);
            return Ok(Some((file, unpack)));
        }
    }
    Ok(None)
}

async fn store(storage: Arc<dyn Storage>, key: Key, bytes: Vec<u8>) -> Result<()> {
    let put = storage.put(&key, bytes.into(), key.content_type()).await;
    put.with_context(|| format!("cannot store {key}"))
}

async fn put_rows(db: &Db, manifest: &Manifest, path: &Path) -> Result<u64> {
    let names: Vec<&str> = manifest.tables.keys().map(String::as_str).collect();
    let refill = Refill::begin(db, &names).await?;
    let mut unpack = Unpack::open(path).await?;
    let mut count = 0;
    while let Some(entry) = unpack.next().await? {
        // Files come after all rows. While they are passed over no lock shall be held.
        if entry.name.starts_with(FILES) {
            break;
        }
        let Some((table, _)) = entry.name.strip_prefix(DATABASE).and_then(|name| name.split_once('/')) else {
            continue;
        };
        let columns = manifest.tables.get(table).with_context(|| format!("the manifest does not know {table}"))?;
        let target = refill.target(table, columns)?;
        let content = unpack.content().await?;
        let rows = content.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let rows = rows.map(serde_json::from_slice::<Vec<Json>>).collect::<Result<Vec<_>, _>>();
        let rows = rows.with_context(|| format!("{} cannot be read", entry.name))?;
        refill.write(&target, &rows).await?;
        count += rows.len() as u64;
    }
    refill.finish().await?;
    Ok(count)
}
