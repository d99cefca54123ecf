//! When guests are reminded: planned as jobs that find out for themselves whether there is still a reason.

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::{enabled, guests::Errand};
use crate::{
    backend::{
        Ctx,
        entities::{parties, reminders},
        guests::managed,
        jobs,
        write::Once,
    },
    domain::{
        PartyId,
        mail::{Reminders, RemindersForm},
        time::Millis,
    },
    error::{AppError, Result},
};

/// When guests of a party are reminded (1 query).
pub async fn of<C: ConnectionTrait>(db: &C, party: PartyId) -> Result<Reminders> {
    let row = reminders::Entity::find_by_id(party.0).one(db).await?;
    Ok(row.map(|row| Reminders::parse(&row.minutes)).unwrap_or_default())
}

/// Plans the reminders of a party that was made, moved or brought back (at most 3 queries). What was planned before finds
/// that the party begins at another time; what was planned twice makes one mail.
pub async fn plan<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    party: PartyId,
    first_entry: Millis,
    zone: &str,
) -> Result<()> {
    if !enabled(ctx) {
        return Ok(());
    }
    for minutes in of(db, party).await?.minutes().iter().copied() {
        let due = Reminders::due(minutes, first_entry, zone);
        if due > ctx.now() {
            jobs::mail_guests(ctx, db, Errand::Remind { party, minutes, first_entry }, due).await?;
        }
    }
    Ok(())
}

/// Keeps when guests are reminded from now on.
pub async fn change(ctx: &Ctx, party: PartyId, form: &RemindersForm) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("mail.reminders {party}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let parties::Model { first_entry, time_zone, .. } = managed(ctx, write.txn(), party).await?.party;
    if !enabled(ctx) {
        return Err(AppError::NotFound);
    }
    let reminders = form.parse()?;
    let row = reminders::ActiveModel { party_id: Set(party.0), minutes: Set(reminders.stored()) };
    let other = OnConflict::column(reminders::Column::PartyId).update_column(reminders::Column::Minutes).to_owned();
    reminders::Entity::insert(row).on_conflict(other).exec_without_returning(write.txn()).await?;
    plan(ctx, write.txn(), party, first_entry, &time_zone).await?;
    write.finish(()).await
}
