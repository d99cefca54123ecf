//! Housekeeping beside the requests. Several instances may do it at the same time.

use std::time::Duration;

use app::{backend::sweep, error::Result};

use crate::{jobs::discard_picture, state::AppState};

const EVERY: Duration = Duration::from_secs(600);

/// Sweeps now and then until the process ends.
pub async fn run(state: AppState) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        state.rates.shrink();
        if let Err(error) = once(&state).await {
            tracing::warn!(%error, "housekeeping failed and is tried again later");
        }
    }
}

/// Takes away what is over: rows first, then pictures that nobody uses.
pub async fn once(state: &AppState) -> Result<()> {
    sweep::rows(&state.services).await?;
    for id in sweep::unused_pictures(&state.services).await? {
        if let Err(error) = discard_picture::run(state, id).await {
            tracing::warn!(%error, picture = %id, "a picture cannot be deleted now; the next sweep tries again")
        }
    }
    Ok(())
}
