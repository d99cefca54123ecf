//! From one party to a series.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        access::Standing,
        db::AT_ONCE,
        entities::{self, hosts, invites, parties, series},
        events, guests,
        invites::new_guest,
        mail::reminders,
        parties::copied,
        rsvps,
        webhooks::{self, News},
        write::{Once, Write},
    },
    domain::{
        InviteId, PartyId, Problem,
        live::Topic,
        series::{Ends, MOST_COPIES, Repeat, dates},
        time::{self, Millis},
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
    let later = &dates[1..];
    let copies: Vec<(PartyId, Millis)> = later.iter().map(|first_entry| (PartyId::new(), *first_entry)).collect();
    let rows = copies.iter().map(|(id, first_entry)| parties::ActiveModel {
        series_id: Set(Some(series)),
        series_at: Set(Some(*first_entry)),
        ..copied(ctx, &party, &zone, *id, *first_entry)
    });
    parties::Entity::insert_many(rows).exec_without_returning(write.txn()).await?;
    let ids: Vec<PartyId> = copies.iter().map(|(id, _)| *id).collect();
    copy_hosts(&write, &hosts.into_iter().map(|(host, _)| host).collect::<Vec<_>>(), &ids).await?;
    copy_guests(ctx, &write, &guests, &ids).await?;
    copy_reminders(ctx, &write, &party, &copies).await?;
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

async fn copy_hosts(write: &Write, hosts: &[hosts::Model], parties: &[PartyId]) -> Result<()> {
    let rows = parties.iter().flat_map(|party| {
        hosts.iter().map(move |host| hosts::ActiveModel {
            party_id: Set(party.0),
            user_id: Set(host.user_id),
            co_host: Set(host.co_host),
            created_at: Set(host.created_at),
        })
    });
    hosts::Entity::insert_many(rows).exec_without_returning(write.txn()).await?;
    Ok(())
}

/// Guests of every date are reminded as those of the first (at most 3 queries per date).
async fn copy_reminders(ctx: &Ctx, write: &Write, first: &parties::Model, copies: &[(PartyId, Millis)]) -> Result<()> {
    if let Some(row) = entities::reminders::Entity::find_by_id(first.id).one(write.txn()).await? {
        let rows = copies.iter().map(|(party, _)| entities::reminders::ActiveModel {
            party_id: Set(party.0),
            minutes: Set(row.minutes.clone()),
        });
        entities::reminders::Entity::insert_many(rows).exec_without_returning(write.txn()).await?;
    }
    for (party, first_entry) in copies {
        reminders::plan(ctx, write.txn(), *party, *first_entry, &first.time_zone).await?;
    }
    Ok(())
}

/// Everybody on the list, with a link of their own and without an answer.
async fn copy_guests(ctx: &Ctx, write: &Write, guests: &[invites::Model], parties: &[PartyId]) -> Result<()> {
    let mut rows = Vec::with_capacity(guests.len() * parties.len());
    for party in parties {
        let ids: Vec<InviteId> = guests.iter().map(|_| InviteId::new()).collect();
        rows.extend(guests.iter().zip(&ids).map(|(guest, id)| copied_guest(ctx, *party, *id, guest)));
        for some in ids.chunks(AT_ONCE) {
            webhooks::announce(ctx, write.txn(), *party, News::GuestsAdded { invites: some.to_vec() }).await?;
        }
    }
    while !rows.is_empty() {
        let some = rows.split_off(rows.len().saturating_sub(AT_ONCE));
        invites::Entity::insert_many(some).exec_without_returning(write.txn()).await?;
    }
    Ok(())
}

fn copied_guest(ctx: &Ctx, party: PartyId, id: InviteId, guest: &invites::Model) -> invites::ActiveModel {
    let copy = new_guest(ctx, party, id, guest.name.clone(), guest.email.clone(), guest.user_id);
    invites::ActiveModel { note: Set(guest.note.clone()), untaggable: Set(guest.untaggable), ..copy }
}
