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
        rsvps, series,
        write::{Once, Write},
    },
    domain::{PartyId, live::Topic, series::Scope, time::Millis},
    error::Result,
};

/// Calls the party off, or it and all later dates of its series; the pages stay and say so.
pub async fn cancel(ctx: &Ctx, id: PartyId, scope: Scope) -> Result<()> {
    change(ctx, id, scope, Some(ctx.now())).await
}

/// Takes a cancellation back, or those of all later dates too.
pub async fn revive(ctx: &Ctx, id: PartyId, scope: Scope) -> Result<()> {
    change(ctx, id, scope, None).await
}

async fn change(ctx: &Ctx, id: PartyId, scope: Scope, at: Option<Millis>) -> Result<()> {
    let write = match ctx.once(&format!("parties.cancel {} {} {id}", at.is_some(), scope.code())).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let (party, _) = locked(ctx, write.txn(), id).await?;
    if scope == Scope::Later {
        for date in series::after(ctx, write.txn(), &party).await? {
            let date = rsvps::lock(write.txn(), PartyId(date.id)).await?;
            if date.cancelled_at.is_some() != at.is_some() {
                set_cancelled(ctx, &write, &date, at).await?;
            }
        }
    }
    set_cancelled(ctx, &write, &party, at).await?;
    write.finish(()).await
}

/// Guests are told. The party is locked.
async fn set_cancelled(ctx: &Ctx, write: &Write, party: &parties::Model, at: Option<Millis>) -> Result<()> {
    let id = PartyId(party.id);
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
    events::emit(ctx, write.txn(), id, Topic::Party).await
}
