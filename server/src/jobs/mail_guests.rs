//! Writes the mails to all guests whom something concerns. They go in portions, each in a transaction of its own: a
//! mail that is there already is not written again, so a job that is begun twice goes on where it was.

use anyhow::Result;
use app::{
    backend::{
        Ctx, events,
        jobs::{self, Claimed},
        mail::{
            self, Letter,
            guests::{self, Errand},
        },
    },
    domain::{UserId, live::Topic},
    error::AppError,
};

use crate::{again, state::AppState};

pub async fn run(state: &AppState, claimed: &Claimed, errand: &Errand, actor: Option<UserId>) -> Result<()> {
    let ctx = state.command_ctx();
    let mut letters = guests::letters(&ctx, errand, actor).await?;
    let mut any = false;
    while let Some(portion) = letters.portion().await {
        if !portion.is_empty() {
            any = true;
            again::settle(ctx.db().patience(), || once(&ctx, &portion)).await?;
            state.services.signal.raise();
        }
    }
    if any {
        events::emit(&ctx, ctx.db().write(), errand.party(), Topic::Answers).await?;
    }
    jobs::done(ctx.db().write(), claimed).await?;
    state.services.signal.raise();
    Ok(())
}

async fn once(ctx: &Ctx, letters: &[Letter]) -> Result<(), AppError> {
    let txn = ctx.db().begin().await?;
    mail::post_all(ctx, &txn, letters).await?;
    txn.commit().await?;
    Ok(())
}
