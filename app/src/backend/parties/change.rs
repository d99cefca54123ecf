//! Making, changing, copying, cancelling and deleting a party.

use jiff::tz::TimeZone;
use sea_orm::{ActiveValue::Set, EntityTrait, ModelTrait};

use super::{
    row::{copied, new, row},
    show::position,
};
use crate::{
    backend::{
        Ctx,
        access::{self, Standing},
        album, board,
        entities::{hosts, parties},
        events,
        jobs::{self, Job},
        mail::{
            guests::{Errand, farewell},
            reminders,
        },
        notifications::Cause,
        pictures, rsvps,
        search::About,
        series, webhooks,
        write::{Once, Write},
    },
    domain::{
        PartyId, Problem,
        live::Topic,
        mail::words::Moved,
        party::{PartyDraft, PartyForm},
        picture::Purpose,
        series::Scope,
        text::clean,
        time,
    },
    error::{AppError, Result},
};

/// Makes a party; whoever asks is its host.
pub async fn create(ctx: &Ctx, draft: PartyDraft) -> Result<PartyId> {
    let user = ctx.user()?.id;
    let write = match ctx.once("parties.create").await? {
        Once::Again(id) => return Ok(id),
        Once::First(write) => write,
    };
    if let Some(cover) = draft.cover {
        pictures::claim(write.txn(), cover, Purpose::Cover).await?;
    }
    let id = PartyId::new();
    let row = new(ctx, id, &draft);
    insert_hosted(ctx, &write, row, id, user.0).await?;
    reminders::plan(ctx, write.txn(), id, draft.first_entry, &draft.time_zone).await?;
    write.finish(id).await
}

/// The party as its form shows it.
pub async fn form(ctx: &Ctx, id: PartyId) -> Result<PartyForm> {
    let standing = access::standing(ctx, ctx.db().read(), id).await?;
    standing.may_manage(ctx)?;
    let party = standing.party;
    let local = |millis| time::to_local_input(millis, &party.time_zone);
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let position = position(&party);
    Ok(PartyForm {
        first_entry: local(party.first_entry),
        last_entry: local(party.last_entry),
        deadline: party.deadline.map(local).unwrap_or_default(),
        latitude: position.map(|p| p.latitude.to_string()).unwrap_or_default(),
        longitude: position.map(|p| p.longitude.to_string()).unwrap_or_default(),
        cover: party.cover_id.map(|id| crate::domain::PictureId(id).to_string()).unwrap_or_default(),
        remove_cover: String::new(),
        capacity: number(party.capacity),
        plus_ones: party.plus_ones.to_string(),
        paused: if party.paused { "1".to_owned() } else { String::new() },
        scope: party.series_id.map(|_| Scope::This.code().to_owned()).unwrap_or_default(),
        title: party.title,
        description: party.description,
        place: party.place,
        flat: party.flat,
        address: party.address,
        time_zone: party.time_zone,
        cover_alt: party.cover_alt,
        theme: party.theme,
        visibility: party.visibility,
        guest_list: party.guest_list,
        address_shown: party.address_shown,
    })
}

/// Whether the viewer may change the party (1 query). Errors: as on the page, and [`AppError::Forbidden`].
pub async fn may_change(ctx: &Ctx, id: PartyId) -> Result<()> {
    access::standing(ctx, ctx.db().read(), id).await?.may_manage(ctx).map(|_| ())
}

/// Saves the form, for this party or for this and all later dates of its series. `tell`: guests get a mail if time or place
/// are other ones now.
pub async fn update(ctx: &Ctx, id: PartyId, draft: PartyDraft, tell: bool) -> Result<()> {
    let write = match ctx.once(&format!("parties.update {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    rsvps::lock(write.txn(), id).await?;
    let party = managed(ctx, &write, id).await?.party;
    if let Some(new) = draft.cover.filter(|new| Some(new.0) != party.cover_id) {
        pictures::claim(write.txn(), new, Purpose::Cover).await?;
    }
    if draft.scope == Scope::Later {
        for (date, draft) in series::later(ctx, write.txn(), &party, &draft).await? {
            let date = rsvps::lock(write.txn(), PartyId(date.id)).await?;
            save(ctx, &write, date, &draft, tell).await?;
        }
    }
    save(ctx, &write, party, &draft, tell).await?;
    write.finish(()).await
}

/// Saves what the host decided. More room lets the waitlist move up; less room takes nobody's place. The party is locked.
async fn save(ctx: &Ctx, write: &Write, party: parties::Model, draft: &PartyDraft, tell: bool) -> Result<()> {
    let (id, old_cover) = (PartyId(party.id), party.cover_id);
    let cover = match draft.cover {
        Some(new) if Some(new.0) != old_cover => Some(new.0),
        _ if draft.remove_cover => None,
        _ => old_cover,
    };
    let mut row = row(draft);
    row.id = Set(id.0);
    row.cover_id = Set(cover);
    if calendars_differ(&party, draft) {
        row.sequence = Set(party.sequence + 1);
        row.withdrawn = Set(0);
    }
    row.updated_at = Set(ctx.now());
    parties::Entity::update(row).exec(write.txn()).await?;
    if cover != old_cover {
        pictures::release(write.txn(), old_cover, ctx.now()).await?;
    }
    let moved = moved(&party, draft);
    if moved.time {
        reminders::plan(ctx, write.txn(), id, draft.first_entry, &draft.time_zone).await?;
    }
    if tell && (moved.time || moved.place) && party.cancelled_at.is_none() {
        let errand = Errand::Changed { party: id, time: moved.time, place: moved.place, at: ctx.now() };
        jobs::mail_guests(ctx, write.txn(), errand, ctx.now()).await?;
    }
    if draft.title.as_str() != party.title {
        jobs::enqueue(write.txn(), &Job::Index { about: About::Party(id) }, ctx.now()).await?;
    }
    rsvps::fill_free_places(ctx, write.txn(), id).await?;
    events::emit(ctx, write.txn(), id, Topic::Party).await
}

/// What guests would go wrong about if nobody told them.
fn moved(before: &parties::Model, after: &PartyDraft) -> Moved {
    let place = |place: &str, flat: &str, address: &str| [place, flat, address].map(ToOwned::to_owned);
    Moved {
        time: before.first_entry != after.first_entry || before.time_zone != after.time_zone,
        place: place(&before.place, &before.flat, &before.address)
            != place(after.place.as_str(), after.flat.as_str(), after.address.as_str()),
    }
}

/// A new party with the same settings, whole weeks later and to come, without the guests, with an empty board and album.
pub async fn duplicate(ctx: &Ctx, id: PartyId) -> Result<PartyId> {
    let write = match ctx.once(&format!("parties.duplicate {id}")).await? {
        Once::Again(copy) => return Ok(copy),
        Once::First(write) => write,
    };
    let user = ctx.user()?.id;
    // The copy shares the cover, which must not be given up meanwhile.
    rsvps::lock(write.txn(), id).await?;
    let party = managed(ctx, &write, id).await?.party;
    let copy = PartyId::new();
    let first_entry = time::same_hour_later(party.first_entry, &party.time_zone, ctx.now());
    let zone = TimeZone::get(&party.time_zone).unwrap_or(TimeZone::UTC);
    let row = parties::ActiveModel { paused: Set(false), ..copied(ctx, &party, &zone, copy, first_entry) };
    insert_hosted(ctx, &write, row, copy, user.0).await?;
    reminders::plan(ctx, write.txn(), copy, first_entry, &party.time_zone).await?;
    write.finish(copy).await
}

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
    rsvps::lock(write.txn(), id).await?;
    let party = managed(ctx, &write, id).await?.party;
    let differs = party.cancelled_at.is_some() != at.is_some();
    let row = parties::ActiveModel {
        id: Set(id.0),
        cancelled_at: Set(at),
        sequence: Set(party.sequence + i32::from(differs)),
        withdrawn: Set(if differs { 0 } else { party.withdrawn }),
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

/// Deletes the party with its guests, its board and its album, if its title was typed as it is. Guests in whose
/// calendars it stands are told by mail.
pub async fn delete(ctx: &Ctx, id: PartyId, typed_title: &str) -> Result<()> {
    let write = match ctx.once(&format!("parties.delete {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    // What others are just adding is there before, or not at all.
    rsvps::lock(write.txn(), id).await?;
    let standing = access::standing(ctx, write.txn(), id).await?;
    standing.may_own(ctx)?;
    if clean(typed_title) != standing.party.title {
        return Err(AppError::field("title", Problem::TypeTheTitle));
    }
    let mut shown = board::pictures_of(write.txn(), &[id.0]).await?;
    shown.extend(album::pictures_of(write.txn(), &[id.0]).await?);
    shown.extend(standing.party.cover_id);
    farewell(ctx, write.txn(), &Errand::Deleted { party: id }, &standing.party).await?;
    webhooks::forget_parties(write.txn(), &[id.0]).await?;
    standing.party.delete(write.txn()).await?;
    pictures::release(write.txn(), shown, ctx.now()).await?;
    events::emit(ctx, write.txn(), id, Topic::Party).await?;
    write.finish(()).await
}

async fn managed(ctx: &Ctx, write: &Write, id: PartyId) -> Result<Standing> {
    let standing = access::standing(ctx, write.txn(), id).await?;
    standing.may_manage(ctx)?;
    Ok(standing)
}

async fn insert_hosted(
    ctx: &Ctx,
    write: &Write,
    row: parties::ActiveModel,
    id: PartyId,
    user: uuid::Uuid,
) -> Result<()> {
    parties::Entity::insert(row).exec_without_returning(write.txn()).await?;
    let host =
        hosts::ActiveModel { party_id: Set(id.0), user_id: Set(user), co_host: Set(false), created_at: Set(ctx.now()) };
    hosts::Entity::insert(host).exec_without_returning(write.txn()).await?;
    Ok(())
}

/// Whether calendars should hear of what the host decided: the time, the place or the name.
fn calendars_differ(party: &parties::Model, draft: &PartyDraft) -> bool {
    let times = (party.first_entry, party.last_entry) == (draft.first_entry, draft.last_entry);
    let words = [&party.title, &party.place, &party.flat, &party.address, &party.time_zone]
        == [draft.title.as_str(), draft.place.as_str(), draft.flat.as_str(), draft.address.as_str(), &draft.time_zone];
    !(times && words && position(party) == draft.position)
}
