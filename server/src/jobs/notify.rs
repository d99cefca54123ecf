//! Tells people what happened. The job ends in the transaction in which they are told, so that they are told once.

use anyhow::Result;
use app::{
    backend::{
        jobs::{self, Claimed},
        notifications::{self, Cause},
    },
    domain::UserId,
    error::AppError,
};

use crate::state::AppState;

/// How often a write that met another one is tried.
const TRIES: u32 = 5;

pub async fn run(state: &AppState, claimed: &Claimed, cause: &Cause, actor: Option<UserId>) -> Result<()> {
    for _ in 1..TRIES {
        match once(state, claimed, cause, actor).await {
            Err(AppError::Busy) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            result => return Ok(result?),
        }
    }
    Ok(once(state, claimed, cause, actor).await?)
}

async fn once(state: &AppState, claimed: &Claimed, cause: &Cause, actor: Option<UserId>) -> Result<(), AppError> {
    let ctx = state.command_ctx();
    let txn = ctx.db().begin().await?;
    notifications::deliver(&ctx, &txn, cause, actor).await?;
    // Another process that has begun the job since tells people itself; dropped, the transaction is as if it never was.
    if jobs::done(&txn, claimed).await? {
        txn.commit().await?;
        state.services.signal.raise();
    }
    Ok(())
}
