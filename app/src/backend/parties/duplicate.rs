//! A party once more.

use jiff::tz::TimeZone;
use sea_orm::ActiveValue::Set;

use super::{create::insert_hosted, locked::locked, row::copied};
use crate::{
    backend::{Ctx, entities::parties, mail::reminders, write::Once},
    domain::{PartyId, time},
    error::Result,
};

/// A new party with the same settings, whole weeks later and to come, without the guests, with an empty board and album.
pub async fn duplicate(ctx: &Ctx, id: PartyId) -> Result<PartyId> {
    let write = match ctx.once(&format!("parties.duplicate {id}")).await? {
        Once::Again(copy) => return Ok(copy),
        Once::First(write) => write,
    };
    let user = ctx.user()?.id;
    // The copy shares the cover, which must not be given up meanwhile.
    let (party, _) = locked(ctx, write.txn(), id).await?;
    let copy = PartyId::new();
    let first_entry = time::same_hour_later(party.first_entry, &party.time_zone, ctx.now());
    let zone = TimeZone::get(&party.time_zone).unwrap_or(TimeZone::UTC);
    let row = parties::ActiveModel { paused: Set(false), ..copied(ctx, &party, &zone, copy, first_entry) };
    insert_hosted(ctx, write.txn(), row, copy, user.0).await?;
    reminders::plan(ctx, write.txn(), copy, first_entry, &party.time_zone).await?;
    write.finish(copy).await
}
