//! Making, changing, copying, cancelling and deleting a party.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, ModelTrait};

use super::show::position;
use crate::{
    backend::{
        Ctx,
        access::{self, Standing},
        board,
        entities::{hosts, parties},
        events, jobs,
        notifications::Cause,
        pictures, rsvps,
        write::{Once, Write},
    },
    domain::{
        PartyId, Problem,
        board::Posting,
        live::Topic,
        party::{PartyDraft, PartyForm},
        picture::Purpose,
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
    let mut row = row(&draft);
    row.id = Set(id.0);
    row.cover_id = Set(draft.cover.map(|cover| cover.0));
    row.posting = Set(Posting::default().code().to_owned());
    row.board_closed = Set(false);
    row.created_at = Set(ctx.now());
    row.updated_at = Set(ctx.now());
    insert_hosted(ctx, &write, row, id, user.0).await?;
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

/// Saves the form. More room lets the waitlist move up; less room takes nobody's place.
pub async fn update(ctx: &Ctx, id: PartyId, draft: PartyDraft) -> Result<()> {
    let write = match ctx.once(&format!("parties.update {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    rsvps::lock(write.txn(), id).await?;
    let Standing { party, .. } = managed(ctx, &write, id).await?;
    let old_cover = party.cover_id;
    let cover = match draft.cover {
        Some(new) if Some(new.0) != old_cover => {
            pictures::claim(write.txn(), new, Purpose::Cover).await?;
            Some(new.0)
        }
        _ if draft.remove_cover => None,
        _ => old_cover,
    };
    let mut row = row(&draft);
    row.id = Set(id.0);
    row.cover_id = Set(cover);
    row.updated_at = Set(ctx.now());
    parties::Entity::update(row).exec(write.txn()).await?;
    if cover != old_cover {
        pictures::release(write.txn(), old_cover).await?;
    }
    rsvps::fill_free_places(ctx, write.txn(), id).await?;
    events::emit(ctx, write.txn(), id, Topic::Party).await?;
    write.finish(()).await
}

/// A new party with the same settings, whole weeks later and to come, without the guests and with an empty board.
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
    let later = first_entry - party.first_entry;
    let row = parties::ActiveModel {
        id: Set(copy.0),
        first_entry: Set(first_entry),
        last_entry: Set(party.last_entry + later),
        deadline: Set(party.deadline.map(|deadline| deadline + later)),
        paused: Set(false),
        board_closed: Set(false),
        cancelled_at: Set(None),
        created_at: Set(ctx.now()),
        updated_at: Set(ctx.now()),
        ..all_set(party)
    };
    insert_hosted(ctx, &write, row, copy, user.0).await?;
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
    managed(ctx, &write, id).await?;
    let row =
        parties::ActiveModel { id: Set(id.0), cancelled_at: Set(at), updated_at: Set(ctx.now()), ..Default::default() };
    parties::Entity::update(row).exec(write.txn()).await?;
    if at.is_some() {
        jobs::notify(ctx, write.txn(), Cause::Cancelled { party: id }).await?;
    }
    events::emit(ctx, write.txn(), id, Topic::Party).await?;
    write.finish(()).await
}

/// Deletes the party with its guests and its board, if its title was typed as it is.
pub async fn delete(ctx: &Ctx, id: PartyId, typed_title: &str) -> Result<()> {
    let write = match ctx.once(&format!("parties.delete {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let standing = access::standing(ctx, write.txn(), id).await?;
    standing.may_own(ctx)?;
    if clean(typed_title) != standing.party.title {
        return Err(AppError::field("title", Problem::TypeTheTitle));
    }
    let mut shown = board::pictures_of(write.txn(), &[id.0]).await?;
    shown.extend(standing.party.cover_id);
    standing.party.delete(write.txn()).await?;
    pictures::release(write.txn(), shown).await?;
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

/// What the host decided, as columns.
fn row(draft: &PartyDraft) -> parties::ActiveModel {
    parties::ActiveModel {
        title: Set(draft.title.as_str().to_owned()),
        description: Set(draft.description.as_str().to_owned()),
        place: Set(draft.place.as_str().to_owned()),
        flat: Set(draft.flat.as_str().to_owned()),
        address: Set(draft.address.as_str().to_owned()),
        latitude: Set(draft.position.map(|position| position.latitude)),
        longitude: Set(draft.position.map(|position| position.longitude)),
        time_zone: Set(draft.time_zone.clone()),
        first_entry: Set(draft.first_entry),
        last_entry: Set(draft.last_entry),
        cover_alt: Set(draft.cover_alt.as_str().to_owned()),
        theme: Set(draft.theme.code().to_owned()),
        visibility: Set(draft.visibility.code().to_owned()),
        guest_list: Set(draft.guest_list.code().to_owned()),
        address_shown: Set(draft.address_shown.code().to_owned()),
        capacity: Set(draft.capacity),
        plus_ones: Set(draft.plus_ones),
        deadline: Set(draft.deadline),
        paused: Set(draft.paused),
        ..Default::default()
    }
}

/// Every column of an existing party, to be written again as a new one.
fn all_set(party: parties::Model) -> parties::ActiveModel {
    party.into_active_model().reset_all()
}
