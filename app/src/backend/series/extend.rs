//! More dates for a party that repeats.

use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
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
        series::{Ends, Every, MOST_DATES, Repeat, more_dates, shifted},
        time::{self, Millis},
    },
    error::{AppError, Result},
};

/// The dates after the last one of the series, none of them over (3 queries).
pub(super) async fn further_dates<'a>(
    ctx: &'a Ctx,
    write: &'a Write,
    party: &'a parties::Model,
    ends: Ends,
) -> Result<NewDates<'a>> {
    // Whoever adds dates from another one of them waits.
    let id = party.series_id.ok_or(AppError::NotFound)?;
    let series = series::Entity::find_by_id(id).lock_exclusive().one(write.txn()).await?;
    let series = series.ok_or(AppError::NotFound)?;
    let old_zone = time::zone(&series.time_zone).unwrap_or(TimeZone::UTC);
    let zone = time::zone(&party.time_zone).unwrap_or(TimeZone::UTC);
    let every: Every = series.every.parse().unwrap_or_default();
    let last = last_turn(write, &series).await?.max(ctx.now());
    let turns = more_dates(Repeat { every, ends }, series.first_entry, last, &old_zone)
        .map_err(|problem| AppError::field(ends.field(), problem))?;
    if to_come(ctx, write, id).await? + turns.len() > MOST_DATES {
        return Err(AppError::field(ends.field(), Problem::TooManyDates { max: MOST_DATES }));
    }
    let turn_of_this = party.series_at.unwrap_or(party.first_entry);
    let copy = |turn: &Millis| {
        let first_entry = shifted(*turn, turn_of_this, party.first_entry, &old_zone, &zone);
        NewDate { id: PartyId::new(), series_at: *turn, first_entry }
    };
    let copies: Vec<NewDate> = turns.iter().map(copy).collect();
    Ok(NewDates { ctx, write, party, zone, series: id, copies })
}

/// When the last date of the series is to begin, as the series goes (1 query).
async fn last_turn(write: &Write, series: &series::Model) -> Result<Millis> {
    let last: Option<Option<Millis>> = parties::Entity::find()
        .select_only()
        .column_as(parties::Column::SeriesAt.max(), "last")
        .filter(parties::Column::SeriesId.eq(series.id))
        .into_tuple()
        .one(write.txn())
        .await?;
    Ok(last.flatten().unwrap_or(series.first_entry))
}

/// Dates that are not over (1 query).
async fn to_come(ctx: &Ctx, write: &Write, series: Uuid) -> Result<usize> {
    let dates = parties::Entity::find()
        .filter(parties::Column::SeriesId.eq(series))
        .filter(parties::Column::LastEntry.gt(ctx.now()));
    Ok(usize::try_from(dates.count(write.txn()).await?).unwrap_or(usize::MAX))
}
