//! Mails a link that somebody asked for. The job ends in the transaction in which the link is made, so that it is made
//! once.

use anyhow::Result;
use app::{
    backend::{
        jobs::{self, Claimed},
        tokens,
    },
    domain::token::TokenKind,
    error::AppError,
};

use crate::{again, state::AppState};

pub async fn run(state: &AppState, claimed: &Claimed, kind: TokenKind, email: &str, next: &str) -> Result<()> {
    Ok(again::settle(state.services.db.patience(), || once(state, claimed, kind, email, next)).await?)
}

async fn once(state: &AppState, claimed: &Claimed, kind: TokenKind, email: &str, next: &str) -> Result<(), AppError> {
    let ctx = state.command_ctx();
    let txn = ctx.db().begin().await?;
    tokens::mail_link(&ctx, &txn, kind, email, next).await?;
    // Another process that has begun the job since mails it itself; dropped, the transaction is as if it never was.
    if jobs::done(&txn, claimed).await? {
        txn.commit().await?;
        state.services.signal.raise();
    }
    Ok(())
}
