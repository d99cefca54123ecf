//! From one party to a series.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
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
        series::{Ends, MOST_COPIES, Repeat, dates},
        time,
    },
    error::{AppError, Result},
};

/// Makes the party the first date of a series: all later dates are parties with the same words, look, settings, hosts and
/// guests, and with empty boards. The answer is how many dates there are.
pub async fn repeat(ctx: &Ctx, id: PartyId, repeat: Repeat) -> Result<usize> {
    ctx.user()?;
    let write = match ctx.once(&format!("series.repeat {id}")).await? {
        Once::Again(count) => return Ok(count),
        Once::First(write) => write,
    };
    // Guests who come meanwhile are on every list or on none, and the cover is not given up.
    let party = rsvps::lock(write.txn(), id).await?;
    let Standing { hosts, .. } = guests::managed(ctx, write.txn(), id).await?;
    if party.series_id.is_some() {
        return Err(AppError::field("every", Problem::AlreadyRepeats));
    }
    let field = if matches!(repeat.ends, Ends::Count(_)) { "count" } else { "until" };
    let zone = time::zone(&party.time_zone).map_err(|problem| AppError::field("every", problem))?;
    let dates = dates(repeat, party.first_entry, &zone).map_err(|problem| AppError::field(field, problem))?;
    let guests = invites::Entity::find().filter(invites::Column::PartyId.eq(id.0)).all(write.txn()).await?;
    if guests.len() * (dates.len() - 1) > MOST_COPIES {
        return Err(AppError::field(field, Problem::TooManyCopies { max: MOST_COPIES }));
    }
    let series = begin(ctx, &write, &party, repeat, dates.len()).await?;
    let hosts: Vec<hosts::Model> = hosts.into_iter().map(|(host, _)| host).collect();
    let copies = dates[1..].iter().map(|date| NewDate { id: PartyId::new(), series_at: *date, first_entry: *date });
    let all = NewDates { ctx, write: &write, party: &party, zone: &zone, series };
    all.make(&hosts, &guests, &copies.collect::<Vec<_>>()).await?;
    events::emit(ctx, write.txn(), id, Topic::Party).await?;
    write.finish(dates.len()).await
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
