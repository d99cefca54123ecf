//! Does what was written down to be done later. Every instance does it; a job that dies with one is done by another.

pub mod discard_picture;
mod notify;

use std::time::Duration;

use anyhow::{Result, anyhow};
use app::backend::jobs::{self, Claimed, Job};
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};

use crate::state::AppState;

/// Jobs that are done at the same time.
const AT_ONCE: usize = 4;
/// How often to look for what other instances have written, and for what is due again.
const EVERY: Duration = Duration::from_secs(2);
/// A job takes no longer; this is less than the lease.
const LONGEST: Duration = Duration::from_secs(50);

/// Does jobs until the process is told to stop; then it ends those that it has begun.
pub async fn run(state: AppState) {
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
        fill(&state, &mut running).await;
    }
    while running.join_next().await.is_some() {}
}

/// Begins jobs until there are enough, or none is due.
async fn fill(state: &AppState, running: &mut JoinSet<()>) {
    while running.len() < AT_ONCE {
        match jobs::next(&state.services).await {
            Ok(Some(claimed)) => {
                let state = state.clone();
                running.spawn(async move { work(&state, &claimed).await });
            }
            Ok(None) => return,
            Err(error) => {
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
    let ended = timeout(LONGEST, carry_out(state, claimed)).await;
    let Err(error) = ended.unwrap_or_else(|_| Err(anyhow!("it took longer than {LONGEST:?}"))) else { return };
    tracing::warn!(error = format!("{error:#}"), job = %claimed.id, "a job failed and is tried again later");
    if let Err(error) = jobs::failed(&state.services, claimed, &format!("{error:#}")).await {
        tracing::warn!(%error, job = %claimed.id, "a failed job is tried again when its lease ends");
    }
}

async fn carry_out(state: &AppState, claimed: &Claimed) -> Result<()> {
    match &claimed.job {
        Job::DiscardPicture { picture } => {
            discard_picture::run(state, *picture).await?;
            jobs::done(state.services.db.write(), claimed).await?;
            Ok(())
        }
        Job::Notify { cause, actor } => notify::run(state, claimed, cause, *actor).await,
    }
}
