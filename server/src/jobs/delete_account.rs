//! Deletes an account when the time to come back is past. The job ends in the transaction that deletes it.

use anyhow::Result;
use app::{
    backend::{
        accounts,
        jobs::{self, Claimed},
    },
    domain::{UserId, time::Millis},
    error::AppError,
};

use crate::{again, state::AppState};

pub async fn run(state: &AppState, claimed: &Claimed, user: UserId, leaves_at: Millis) -> Result<()> {
    Ok(again::settle(state.services.db.patience(), || once(state, claimed, user, leaves_at)).await?)
}

async fn once(state: &AppState, claimed: &Claimed, user: UserId, leaves_at: Millis) -> Result<(), AppError> {
    let ctx = state.command_ctx();
    let txn = ctx.db().begin().await?;
    accounts::carry_out_deletion(&ctx, &txn, user, leaves_at).await?;
    // Another process that has begun the job since does it itself; dropped, the transaction is as if it never was.
    if jobs::done(&txn, claimed).await? {
        txn.commit().await?;
        state.services.signal.raise();
    }
    Ok(())
}
