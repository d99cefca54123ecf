//! Housekeeping beside the requests. Several instances may do it at the same time.

use std::time::Duration;

use app::{
    backend::{
        Services, mail, search, sweep,
        tasks::{self, Held},
    },
    domain::time::DAY,
    error::Result,
};

use crate::{again, jobs::discard_picture, probe, state::AppState};

const EVERY: Duration = Duration::from_secs(600);
/// Under this name it is noted that the database has looked at its tables.
const STATISTICS: &str = "statistics";
/// Under this name it is noted that all photos are in the index.
const INDEX: &str = "index";

/// Sweeps now and then until the process ends.
pub async fn run(state: AppState) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        state.rates.shrink();
        probe::note(&state).await;
        if let Err(error) = once(&state).await {
            tracing::warn!(%error, "housekeeping failed and is tried again later");
        }
        if let Err(error) = statistics(&state).await {
            tracing::warn!(%error, "the database could not look at its tables");
        }
        if let Err(error) = index(&state).await {
            tracing::warn!(%error, "photos could not be put into the index and are not found by words yet");
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
