//! More dates for a party that repeats.

use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::copies::{NewDate, NewDates};
use crate::{
    backend::{
        Ctx,
        access::Standing,
        entities::{hosts, invites, parties, series},
        events, guests, rsvps,
        write::{Once, Write},
    },
    domain::{
        PartyId, Problem,
        live::Topic,
        series::{Ends, Every, MOST_COPIES, MOST_DATES, Repeat, more_dates, shifted},
        time::Millis,
    },
    error::{AppError, Result},
};

/// Adds dates after the last one of the series: each is as far from its turn as this one is, with the same words, look,
/// settings, hosts and guests as this one. The answer is how many dates are new. Errors: [`AppError::NotFound`] for a party
/// that does not repeat.
pub async fn extend(ctx: &Ctx, id: PartyId, ends: Ends) -> Result<usize> {
    ctx.user()?;
    let write = match ctx.once(&format!("series.extend {id}")).await? {
        Once::Again(count) => return Ok(count),
        Once::First(write) => write,
    };
    // Guests who come meanwhile are on every list or on none, and the cover is not given up.
    let party = rsvps::lock(write.txn(), id).await?;
    let Standing { hosts, .. } = guests::managed(ctx, write.txn(), id).await?;
    // Whoever adds dates from another one of them waits.
    let id_of_series = party.series_id.ok_or(AppError::NotFound)?;
    let row = series::Entity::find_by_id(id_of_series).lock_exclusive().one(write.txn()).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let field = if matches!(ends, Ends::Count(_)) { "count" } else { "until" };
    let turns = turns(ctx, &write, &row, ends).await?.map_err(|problem| AppError::field(field, problem))?;
    if to_come(ctx, &write, row.id).await? + turns.len() > MOST_DATES {
        return Err(AppError::field(field, Problem::TooManyDates { max: MOST_DATES }));
    }
    let guests = invites::Entity::find().filter(invites::Column::PartyId.eq(id.0)).all(write.txn()).await?;
    if guests.len() * turns.len() > MOST_COPIES {
        return Err(AppError::field(field, Problem::TooManyCopies { max: MOST_COPIES }));
    }
    let (zone, old_zone) = (zone(&party.time_zone), zone(&row.time_zone));
    let turn_of_this = party.series_at.unwrap_or(party.first_entry);
    let copy = |turn: &Millis| {
        let first_entry = shifted(*turn, turn_of_this, party.first_entry, &old_zone, &zone);
        NewDate { id: PartyId::new(), series_at: *turn, first_entry }
    };
    let copies: Vec<NewDate> = turns.iter().map(copy).collect();
    let hosts: Vec<hosts::Model> = hosts.into_iter().map(|(host, _)| host).collect();
    let all = NewDates { ctx, write: &write, party: &party, zone: &zone, series: row.id };
    all.make(&hosts, &guests, &copies).await?;
    events::emit(ctx, write.txn(), id, Topic::Party).await?;
    write.finish(copies.len()).await
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// The next turns of the series after its last date, none of them over (1 query).
async fn turns(
    ctx: &Ctx,
    write: &Write,
    series: &series::Model,
    ends: Ends,
) -> Result<std::result::Result<Vec<Millis>, Problem>> {
    let last: Option<Option<Millis>> = parties::Entity::find()
        .select_only()
        .column_as(parties::Column::SeriesAt.max(), "last")
        .filter(parties::Column::SeriesId.eq(series.id))
        .into_tuple()
        .one(write.txn())
        .await?;
    let every: Every = series.every.parse().unwrap_or_default();
    let last = last.flatten().unwrap_or(series.first_entry).max(ctx.now());
    Ok(more_dates(Repeat { every, ends }, series.first_entry, last, &zone(&series.time_zone)))
}

/// Dates that are not over (1 query).
async fn to_come(ctx: &Ctx, write: &Write, series: Uuid) -> Result<usize> {
    let dates = parties::Entity::find()
        .filter(parties::Column::SeriesId.eq(series))
        .filter(parties::Column::LastEntry.gt(ctx.now()));
    Ok(usize::try_from(dates.count(write.txn()).await?).unwrap_or(usize::MAX))
}
