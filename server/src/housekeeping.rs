//! Housekeeping beside the requests. Several instances may do it at the same time.

use std::time::Duration;

use anyhow::ensure;
use app::{
    backend::{
        Services, album, mail, search, sweep,
        tasks::{self, Held},
    },
    domain::{
        PhotoId, PictureId,
        time::{DAY, Millis},
    },
    error::Result,
};
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::{again, jobs::discard_picture, probe, state::AppState, uploads};

const EVERY: Duration = Duration::from_secs(600);
/// Under this name it is noted that the database has looked at its tables.
const STATISTICS: &str = "statistics";
/// Under this name it is noted that all photos are in the index.
const INDEX: &str = "index";
/// Under this name it is noted that photos as they were sent are where they belong.
const ORIGINALS: &str = "originals";

/// Sweeps now and then until the process ends. Nothing waits for large files that are moved.
pub async fn run(state: AppState) {
    tokio::join!(sweep_now_and_then(&state), move_now_and_then(&state));
}

fn ticks() -> Interval {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

async fn sweep_now_and_then(state: &AppState) {
    let mut ticks = ticks();
    loop {
        ticks.tick().await;
        state.rates.shrink();
        probe::note(state).await;
        if let Err(error) = once(state).await {
            tracing::warn!(%error, "housekeeping failed and is tried again later");
        }
        if let Err(error) = statistics(state).await {
            tracing::warn!(%error, "the database could not look at its tables");
        }
        if let Err(error) = index(state).await {
            tracing::warn!(%error, "photos could not be put into the index and are not found by words yet");
        }
    }
}

async fn move_now_and_then(state: &AppState) {
    let mut ticks = ticks();
    loop {
        ticks.tick().await;
        if let Err(error) = originals(state).await {
            tracing::warn!(%error, "photos as they were sent could not be moved to their place yet");
        }
    }
}

/// Has a database that does not do so by itself look at its tables once a day, and plan by what it finds.
pub async fn statistics(state: &AppState) -> Result<()> {
    let services = &state.services;
    if !services.db.must_be_told() {
        return Ok(());
    }
    let Some(held) = tasks::begin(services, STATISTICS, DAY).await? else { return Ok(()) };
    match services.db.look_at_tables().await {
        Ok(()) => tasks::done(services, held).await,
        Err(error) => tasks::failed(services, held, &error.to_string()).await,
    }
}

/// Looks once a day whether photos are missing in the index, and adds them: those that were there before it, those of an
/// older backup, and those that an older version has prepared beside this one.
pub async fn index(state: &AppState) -> Result<()> {
    let services = &state.services;
    let Some(held) = tasks::begin(services, INDEX, DAY).await? else { return Ok(()) };
    match catch_up(services, held).await {
        Ok(()) => tasks::done(services, held).await,
        Err(error) => tasks::failed(services, held, &error.to_string()).await,
    }
}

/// From the first photo to the last, or until another instance has taken over.
async fn catch_up(services: &Services, held: Held) -> Result<()> {
    let mut last = None;
    loop {
        let behind = last;
        last = again::settle(services.db.patience(), || search::catch_up(&services.db, behind)).await?;
        if last.is_none() || !tasks::renew(services, held).await? {
            return Ok(());
        }
    }
}

/// Moves the files of photos as they were sent to their place, from the one that versions before this one gave them: once of
/// all photos, and then once a day of those that an older instance beside this one may have taken in since.
pub async fn originals(state: &AppState) -> Result<()> {
    let services = &state.services;
    let before = tasks::last(services, ORIGINALS).await?.and_then(|task| task.done_at);
    let Some(held) = tasks::begin(services, ORIGINALS, DAY).await? else { return Ok(()) };
    match move_all(state, held, before.map_or(0, |done| done - DAY)).await {
        Ok(()) => tasks::done(services, held).await,
        Err(error) => tasks::failed(services, held, &format!("{error:#}")).await,
    }
}

/// From the first photo that was added since then to the last, or until another instance has taken over. A file that cannot
/// be moved does not hold up the others, as long as the storage works.
async fn move_all(state: &AppState, held: Held, since: Millis) -> anyhow::Result<()> {
    let services = &state.services;
    let mut failed = 0;
    let mut some = album::originals(services, None, since).await?;
    while let Some((last, _)) = some.last().copied() {
        for (photo, picture) in some {
            match move_one(state, photo, picture).await {
                Ok(false) => continue,
                Ok(true) => {}
                Err(error) => {
                    tracing::warn!(error = format!("{error:#}"), %photo, "the file of a photo cannot be moved now");
                    failed += 1;
                    state.storage.healthy().await?;
                }
            }
            // A thousand large files take longer than the lease.
            if !tasks::renew(services, held).await? {
                return Ok(());
            }
        }
        if !tasks::renew(services, held).await? {
            return Ok(());
        }
        some = album::originals(services, Some(last), since).await?;
    }
    ensure!(failed == 0, "{failed} files of photos cannot be moved now");
    Ok(())
}

/// `false` if there was nothing to move. What was moved of a photo that was removed meanwhile is deleted again.
async fn move_one(state: &AppState, photo: PhotoId, picture: PictureId) -> anyhow::Result<bool> {
    let storage = state.storage.as_ref();
    let moved = uploads::originals::settle(storage, picture).await;
    if !matches!(moved, Ok(false)) && album::keeps_original(&state.services, photo, picture).await? != Some(true) {
        uploads::originals::delete(storage, picture).await?;
    }
    moved
}

/// Takes away what is over, rows first, then pictures that nobody uses; and tells people by mail what is new.
pub async fn once(state: &AppState) -> Result<()> {
    sweep::rows(&state.services).await?;
    let ctx = state.command_ctx();
    mail::send::sweep(&ctx).await?;
    mail::digests::write_due(&ctx).await?;
    while sweep_pictures(state).await? > 0 {}
    Ok(())
}

/// Takes away some pictures; gives how many are gone.
async fn sweep_pictures(state: &AppState) -> Result<usize> {
    let mut gone = 0;
    for id in sweep::unused_pictures(&state.services).await? {
        match discard_picture::run(state, id).await {
            Ok(()) => gone += 1,
            Err(error) => {
                tracing::warn!(%error, picture = %id, "a picture cannot be deleted now; the next sweep tries again")
            }
        }
    }
    Ok(gone)
}
