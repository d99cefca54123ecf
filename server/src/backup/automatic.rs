//! Backups by themselves: every so many hours, by one instance, and only so many are kept.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use app::{
    backend::tasks::{self, Held},
    domain::time::{HOUR, Millis},
};
use tokio::{
    fs,
    time::{MissedTickBehavior, interval},
};

use super::{Made, file_name, make};
use crate::{config::Config, state::AppState};

/// Under this name the instances agree who does it.
pub const TASK: &str = "backup";
/// How these files are called; others in the folder are left alone.
const PREFIX: &str = "soiree-auto-";
/// How often to look whether one is due; the first time so long after the start.
const EVERY: Duration = Duration::from_secs(600);
/// How often the other instances are told that this one still works; less than the lease.
const RENEW: Duration = Duration::from_secs(60);

/// What came of looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is not time yet, or another instance does it.
    NotDue,
    Made(PathBuf, Made),
}

/// Makes backups until the process ends; returns at once where none are wanted.
pub async fn run(config: Config, state: AppState) {
    if config.backups.hours == 0 {
        return;
    }
    loop {
        tokio::time::sleep(EVERY).await;
        match once(&config, &state).await {
            Ok(Outcome::NotDue) => {}
            Ok(Outcome::Made(path, made)) => {
                tracing::info!(path = %path.display(), rows = made.rows, files = made.files, "a backup is made");
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "a backup failed and is tried again later");
            }
        }
    }
}

/// Makes a backup if one is due and no other instance makes it.
pub async fn once(config: &Config, state: &AppState) -> Result<Outcome> {
    let every = Millis::from(config.backups.hours) * HOUR;
    let Some(held) = tasks::begin(&state.services, TASK, every).await? else { return Ok(Outcome::NotDue) };
    match work(config, state, held).await {
        Ok((path, made)) => {
            tasks::done(&state.services, held).await?;
            Ok(Outcome::Made(path, made))
        }
        Err(error) => {
            tasks::failed(&state.services, held, &format!("{error:#}")).await?;
            Err(error)
        }
    }
}

async fn work(config: &Config, state: &AppState, held: Held) -> Result<(PathBuf, Made)> {
    let folder = &config.backups.folder;
    fs::create_dir_all(folder).await.with_context(|| format!("cannot make the folder {}", folder.display()))?;
    clear(folder).await?;
    let now = state.services.clock.now();
    let path = folder.join(file_name(PREFIX, now));
    let made = tokio::select! {
        made = make(config, &state.services.db, &state.storage, &path, now) => made?,
        lost = lose(state, held) => bail!("another instance makes the backup now ({lost})"),
    };
    prune(folder, config.backups.keep).await?;
    Ok((path, made))
}

/// Renews the lease; returns when it is lost.
async fn lose(state: &AppState, held: Held) -> &'static str {
    let mut ticks = interval(RENEW);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match tasks::renew(&state.services, held).await {
            Ok(true) => {}
            Ok(false) => return "the lease is lost",
            Err(error) => tracing::warn!(%error, "the lease of the backup cannot be renewed now"),
        }
    }
}

/// Removes what a process left behind that died while it wrote.
async fn clear(folder: &Path) -> Result<()> {
    for name in names(folder, ".tar.part").await? {
        fs::remove_file(folder.join(name)).await?;
    }
    Ok(())
}

/// Removes the oldest ones, so that `keep` are left.
async fn prune(folder: &Path, keep: usize) -> Result<()> {
    let names = names(folder, ".tar").await?;
    for name in &names[..names.len().saturating_sub(keep)] {
        fs::remove_file(folder.join(name)).await?;
    }
    Ok(())
}

/// The automatic backups in the folder, the oldest first.
async fn names(folder: &Path, ending: &str) -> Result<Vec<String>> {
    let mut entries = fs::read_dir(folder).await?;
    let mut names = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(PREFIX) && name.ends_with(ending) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
