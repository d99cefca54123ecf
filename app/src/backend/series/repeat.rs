//! From one party to a series.

use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::copies::{NewDate, NewDates};
use crate::{
    backend::{
        Ctx,
        entities::{parties, series},
        write::Write,
    },
    domain::{
        PartyId, Problem,
        series::{Repeat, dates},
        time::{self, Millis},
    },
    error::{AppError, Result},
};

/// Begins a series with the party as its first date, which the later ones follow (2 queries).
pub(super) async fn first_dates<'a>(
    ctx: &'a Ctx,
    write: &'a Write,
    party: &'a parties::Model,
    repeat: Repeat,
) -> Result<NewDates<'a>> {
    if party.series_id.is_some() {
        return Err(AppError::field("every", Problem::AlreadyRepeats));
    }
    let zone = time::zone(&party.time_zone).map_err(|problem| AppError::field("every", problem))?;
    let dates =
        dates(repeat, party.first_entry, &zone).map_err(|problem| AppError::field(repeat.ends.field(), problem))?;
    let series = begin(ctx, write, party, repeat, dates.len()).await?;
    let copy = |date: &Millis| NewDate { id: PartyId::new(), series_at: *date, first_entry: *date };
    let copies: Vec<NewDate> = dates[1..].iter().map(copy).collect();
    Ok(NewDates { ctx, write, party, zone, series, copies })
}

/// The series, with the party as its first date.
async fn begin(ctx: &Ctx, write: &Write, party: &parties::Model, repeat: Repeat, count: usize) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let row = series::ActiveModel {
        id: Set(id),
        every: Set(repeat.every.code().to_owned()),
        count: Set(i32::try_from(count).unwrap_or(i32::MAX)),
        time_zone: Set(party.time_zone.clone()),
        first_entry: Set(party.first_entry),
        created_at: Set(ctx.now()),
    };
    series::Entity::insert(row).exec_without_returning(write.txn()).await?;
    let first = parties::ActiveModel {
        id: Set(party.id),
        series_id: Set(Some(id)),
        series_at: Set(Some(party.first_entry)),
        ..Default::default()
    };
    parties::Entity::update(first).exec(write.txn()).await?;
    Ok(id)
}
