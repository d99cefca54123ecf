//! Calling a party off, and taking that back.

use sea_orm::{ActiveValue::Set, EntityTrait};

use super::locked::locked;
use crate::{
    backend::{
        Ctx,
        entities::parties,
        events, jobs,
        mail::{guests::Errand, reminders},
        notifications::Cause,
        write::Once,
    },
    domain::{PartyId, live::Topic},
    error::Result,
};

/// Calls the party off; its page stays and says so.
pub async fn cancel(ctx: &Ctx, id: PartyId) -> Result<()> {
    set_cancelled(ctx, id, Some(ctx.now())).await
}

/// Takes a cancellation back.
pub async fn revive(ctx: &Ctx, id: PartyId) -> Result<()> {
    set_cancelled(ctx, id, None).await
}

async fn set_cancelled(ctx: &Ctx, id: PartyId, at: Option<i64>) -> Result<()> {
    let write = match ctx.once(&format!("parties.cancel {} {id}", at.is_some())).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let party = locked(ctx, write.txn(), id).await?;
    let differs = party.cancelled_at.is_some() != at.is_some();
    let row = parties::ActiveModel {
        id: Set(id.0),
        cancelled_at: Set(at),
        sequence: Set(party.sequence + i32::from(differs)),
        withdrawn: Set(party.withdrawn + i32::from(differs)),
        updated_at: Set(ctx.now()),
        ..Default::default()
    };
    parties::Entity::update(row).exec(write.txn()).await?;
    match at {
        Some(at) => {
            jobs::notify(ctx, write.txn(), Cause::Cancelled { party: id }).await?;
            jobs::mail_guests(ctx, write.txn(), Errand::Cancelled { party: id, at }, ctx.now()).await?;
        }
        None => {
            reminders::plan(ctx, write.txn(), id, party.first_entry, &party.time_zone).await?;
            if party.cancelled_at.is_some() {
                jobs::mail_guests(ctx, write.txn(), Errand::Revived { party: id, at: ctx.now() }, ctx.now()).await?;
            }
        }
    }
    events::emit(ctx, write.txn(), id, Topic::Party).await?;
    write.finish(()).await
}
