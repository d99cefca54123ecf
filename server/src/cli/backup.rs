//! `soiree backup` and `soiree restore`

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use app::{
    backend::{clock::Clock, db::Alone},
    domain::time::Millis,
};
use clap::Args;

use crate::{
    backup::{self, How},
    config::Config,
    state::{open_db, open_storage},
};

#[derive(Args)]
pub struct Restore {
    /// A file that `soiree backup` has made, with this version or an older one.
    file: PathBuf,
    /// Only check that the file is whole; change nothing.
    #[arg(long)]
    check: bool,
    /// Replace whatever the database holds.
    #[arg(long)]
    force: bool,
    /// Go on with this site's secret, not with that of the backup.
    #[arg(long)]
    other_secret: bool,
}

pub async fn make(config: &Config, file: Option<PathBuf>) -> Result<()> {
    let (db, storage, now) = (open_db(config).await?, open_storage(config).await?, Clock::default().now());
    let file = match file {
        Some(file) => file,
        None => in_folder(&config.backups.folder, now)?,
    };
    let made = backup::make(config, &db, &storage, &file, now).await?;
    println!("{}: {} rows and {} files in {} bytes", file.display(), made.rows, made.files, made.bytes);
    if made.missing > 0 {
        println!("{} files are named in the database but not in the storage", made.missing);
    }
    if config.secret.is_some() {
        println!("the backup does not hold SOIREE_SECRET; keep it elsewhere");
    }
    Ok(())
}

/// Beside those that are made by themselves, which have other names. The folder in which the command is typed is often one
/// that it cannot write to.
fn in_folder(folder: &Path, now: Millis) -> Result<PathBuf> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder.join(backup::file_name("soiree-", now)))
}

pub async fn restore(config: &Config, Restore { file, check, force, other_secret }: Restore) -> Result<()> {
    if check {
        backup::verify(&file).await?;
        println!("{} is whole", file.display());
        return Ok(());
    }
    let (db, storage) = (open_db(config).await?, open_storage(config).await?);
    let _alone = Alone::hold(&config.database.url).await.context("cannot lock the schema")?;
    let restored = backup::restore(config, &db, &storage, &file, How { force, other_secret }).await?;
    println!("{} rows and {} files are back", restored.rows, restored.files);
    if restored.discarded > 0 {
        println!("{} pictures that only the site before had are deleted once this one runs", restored.discarded);
    }
    Ok(())
}
