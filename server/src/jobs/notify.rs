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

use crate::{again, state::AppState};

pub async fn run(state: &AppState, claimed: &Claimed, cause: &Cause, actor: Option<UserId>) -> Result<()> {
    Ok(again::settle(state.services.db.patience(), || once(state, claimed, cause, actor)).await?)
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
