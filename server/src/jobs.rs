//! Does what was written down to be done later. Every instance does it; a job that dies with one is done by another.

mod announce;
mod delete_account;
mod deliver_webhook;
pub mod discard_picture;
mod mail_guests;
mod mail_link;
mod make_photo;
mod notify;
mod send_mail;

use std::time::Duration;

use anyhow::{Result, anyhow};
use app::{
    backend::{
        jobs::{self, Claimed, Job, Lane},
        search,
    },
    error::AppError,
};
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};
use tracing::Instrument;

use crate::{again, state::AppState, telemetry::TRACES};

/// Jobs of a lane that are done at the same time, but for photos, webhooks, links and mails.
const AT_ONCE: usize = 4;
/// Messages to webhooks that are under way at the same time: mostly they wait.
const WEBHOOKS_AT_ONCE: usize = 16;
/// Links to be mailed, and mails with them, that are under way at the same time: beside all others.
const ESSENTIAL_AT_ONCE: usize = 2;
/// How often to look for what other instances have written, and for what is due again.
const EVERY: Duration = Duration::from_secs(2);
/// A job takes no longer; this is less than the lease.
const LONGEST: Duration = Duration::from_secs(50);

/// Does jobs until the process is told to stop; then it ends those that it has begun.
pub async fn run(state: AppState) {
    futures::future::join_all(Lane::ALL.map(|which| lane(&state, which))).await;
}

/// How many jobs of a lane are done at the same time.
fn at_once(state: &AppState, lane: Lane) -> usize {
    match lane {
        Lane::Work => AT_ONCE,
        Lane::Photos => state.uploads.workers,
        Lane::Webhooks => WEBHOOKS_AT_ONCE,
        Lane::Links => ESSENTIAL_AT_ONCE,
        Lane::EssentialMail => state.mail.at_once().min(ESSENTIAL_AT_ONCE),
        Lane::Mail => state.mail.at_once(),
    }
}

async fn lane(state: &AppState, lane: Lane) {
    let most = at_once(state, lane);
    if most == 0 {
        return;
    }
    let (mut stops, mut signal) = (state.stops(), state.services.signal.listen());
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut running = JoinSet::new();
    loop {
        tokio::select! {
            _ = stops.changed() => break,
            _ = ticks.tick() => {}
            _ = signal.changed() => {}
            Some(ended) = running.join_next() => {
                if let Err(error) = ended {
                    tracing::error!(%error, "a job panicked and is done again when its lease ends");
                }
            }
        }
        fill(state, lane, most, &mut running).await;
    }
    while running.join_next().await.is_some() {}
}

/// Begins jobs of a lane until there are enough, or none is due.
async fn fill(state: &AppState, lane: Lane, most: usize, running: &mut JoinSet<()>) {
    while running.len() < most {
        match jobs::next_of(&state.services, lane).await {
            Ok(Some(claimed)) => {
                let state = state.clone();
                running.spawn(async move { work(&state, &claimed).await });
            }
            Ok(None) => return,
            Err(error) => {
                heed(state, Some(&error));
                tracing::warn!(%error, "jobs cannot be read now");
                return;
            }
        }
    }
}

/// Does everything that is due, one after the other; gives how many jobs it began.
pub async fn drain(state: &AppState) -> app::error::Result<usize> {
    let mut begun = 0;
    while let Some(claimed) = jobs::next(&state.services).await? {
        work(state, &claimed).await;
        begun += 1;
    }
    Ok(begun)
}

async fn work(state: &AppState, claimed: &Claimed) {
    let kind = claimed.job.kind();
    let span = tracing::debug_span!(target: TRACES, "job", otel.name = kind, job = %claimed.id);
    let ended = timeout(LONGEST, carry_out(state, claimed)).instrument(span).await;
    let ended = ended.unwrap_or_else(|_| Err(anyhow!("it took longer than {LONGEST:?}")));
    state.metrics.job(kind, ended.is_ok());
    let Err(error) = ended else { return };
    heed(state, error.downcast_ref());
    tracing::warn!(error = format!("{error:#}"), job = %claimed.id, "a job failed and is tried again later");
    if let Err(error) = jobs::failed(&state.services, claimed, &format!("{error:#}")).await {
        tracing::warn!(%error, job = %claimed.id, "a failed job is tried again when its lease ends");
    }
}

/// Where a job found no room, whoever asks whether the site is ready is told.
fn heed(state: &AppState, error: Option<&AppError>) {
    if error == Some(&AppError::StorageFull) {
        state.services.db.doubt_room();
    }
}

async fn carry_out(state: &AppState, claimed: &Claimed) -> Result<()> {
    match &claimed.job {
        Job::Announce { party, news } => announce::run(state, claimed, *party, news).await,
        Job::DeleteAccount { user, leaves_at } => delete_account::run(state, claimed, *user, *leaves_at).await,
        Job::DeliverWebhook { delivery } => deliver_webhook::run(state, claimed, *delivery).await,
        Job::DiscardPicture { picture } => {
            discard_picture::run(state, *picture).await?;
            jobs::done(state.services.db.write(), claimed).await?;
            Ok(())
        }
        Job::Index { about } => {
            let rename = || search::rename(&state.services.db, *about);
            again::settle(state.services.db.patience(), rename).await?;
            jobs::done(state.services.db.write(), claimed).await?;
            Ok(())
        }
        Job::MailLink { kind, email, next } => mail_link::run(state, claimed, *kind, email, next).await,
        Job::MailGuests { errand, actor } => mail_guests::run(state, claimed, errand, *actor).await,
        Job::MakePhoto { photo, picture } => make_photo::run(state, claimed, *photo, *picture).await,
        Job::SendEssentialMail { mail } | Job::SendMail { mail } => send_mail::run(state, claimed, *mail).await,
        Job::Notify { cause, actor } => notify::run(state, claimed, cause, *actor).await,
    }
}
