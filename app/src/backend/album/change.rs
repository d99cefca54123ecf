//! Changing, hiding and removing photos, and deciding about the album.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};

use super::{receive::tag_row, removal, reports, rows, views};
use crate::{
    backend::{
        Ctx,
        access::{self, Sight, Standing},
        entities::{
            parties, photo_tags,
            photos::{self, Column},
        },
        events,
        jobs::{self, Job},
        pictures, search,
        write::{Once, Write},
    },
    domain::{
        PartyId, PhotoId,
        album::{PhotoWords, RulesForm, Status},
        live::Topic,
        time,
    },
    error::{AppError, Result},
};

/// A photo that is being changed, locked.
pub struct Changing {
    pub standing: Standing,
    pub photo: photos::Model,
}

impl Changing {
    /// The photo, if the viewer may open it (at most 4 queries).
    pub async fn begin(ctx: &Ctx, txn: &DatabaseTransaction, party: PartyId, photo: PhotoId) -> Result<Self> {
        let standing = access::standing(ctx, txn, party).await?;
        standing.may_see_album()?;
        let sight = Sight::of(ctx, txn, &standing).await?;
        let photo = rows::lock(txn, party, photo, sight.any(ctx)).await?;
        Ok(Self { standing, photo })
    }
}

/// Says what is on the page, and ends the write.
pub async fn finish(ctx: &Ctx, write: Write, party: PartyId) -> Result<()> {
    events::emit(ctx, write.txn(), party, Topic::Album).await?;
    write.finish(()).await
}

/// Changes caption and tags: the uploader's or a host's right.
pub async fn edit(ctx: &Ctx, party: PartyId, photo: PhotoId, words: PhotoWords) -> Result<()> {
    let write = match ctx.once(&format!("album.edit {photo}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let Changing { standing, photo: before } = Changing::begin(ctx, txn, party, photo).await?;
    standing.may_edit_photo(ctx, &before)?;
    let row = photos::ActiveModel { id: Set(photo.0), caption: Set(words.caption.into()), ..Default::default() };
    photos::Entity::update(row).exec(txn).await?;
    photo_tags::Entity::delete_many().filter(photo_tags::Column::PhotoId.eq(photo.0)).exec(txn).await?;
    let tags: Vec<_> = words.tags.iter().map(|tag| tag_row(photo, tag)).collect();
    if !tags.is_empty() {
        photo_tags::Entity::insert_many(tags).exec_without_returning(txn).await?;
    }
    search::index::photo(txn, photo).await?;
    finish(ctx, write, party).await
}

/// Removes a photo with all its files: the uploader's or a host's right. What was reported goes also if the host does not
/// see it, and by those who look after the site.
pub async fn delete(ctx: &Ctx, party: PartyId, photo: PhotoId) -> Result<()> {
    let write = match ctx.once(&format!("album.delete {photo}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    if !reports::may_remove(ctx, txn, party, photo).await? {
        let Changing { standing, photo: before } = Changing::begin(ctx, txn, party, photo).await?;
        standing.may_edit_photo(ctx, &before)?;
    }
    removal::take(txn, Condition::all().add(Column::Id.eq(photo.0)), ctx.now()).await?;
    finish(ctx, write, party).await
}

/// Has a photo that failed, or that took too long, prepared once more: the uploader's or a host's right.
pub async fn again(ctx: &Ctx, party: PartyId, photo: PhotoId) -> Result<()> {
    let write = match ctx.once(&format!("album.again {photo}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let Changing { standing, photo: before } = Changing::begin(ctx, txn, party, photo).await?;
    standing.may_edit_photo(ctx, &before)?;
    if views::may_try_again(ctx, &before) {
        let row = photos::ActiveModel {
            id: Set(photo.0),
            status: Set(Status::Received.code().to_owned()),
            failure: Set(None),
            ..Default::default()
        };
        photos::Entity::update(row).exec(txn).await?;
        let job = Job::MakePhoto { photo, picture: before.picture_id.into() };
        jobs::enqueue(txn, &job, ctx.now()).await?;
    }
    finish(ctx, write, party).await
}

/// Hides a photo from everybody but its uploader and the hosts, or shows it again: the hosts' right. A party whose cover it
/// was has none any more.
pub async fn hide(ctx: &Ctx, party: PartyId, photo: PhotoId, on: bool) -> Result<()> {
    decide(ctx, "hide", party, photo, on, |row| row.hidden = Set(on)).await
}

/// Lets others see a photo that waits for approval: the hosts' right.
pub async fn approve(ctx: &Ctx, party: PartyId, photo: PhotoId) -> Result<()> {
    decide(ctx, "approve", party, photo, true, |row| row.approved = Set(true)).await
}

/// Lets others see all photos that wait for approval, as far as the viewer sees them: the hosts' right.
pub async fn approve_all(ctx: &Ctx, party: PartyId) -> Result<()> {
    let write = match ctx.once(&format!("album.approve_all {party}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let standing = access::standing(ctx, txn, party).await?;
    standing.may_see_album()?;
    standing.may_manage(ctx)?;
    let sight = Sight::of(ctx, txn, &standing).await?;
    photos::Entity::update_many()
        .col_expr(Column::Approved, Expr::value(true))
        .filter(Column::PartyId.eq(party.0))
        .filter(Column::Approved.eq(false))
        .filter(sight.open(ctx))
        .exec(txn)
        .await?;
    finish(ctx, write, party).await
}

async fn decide(
    ctx: &Ctx,
    what: &str,
    party: PartyId,
    photo: PhotoId,
    on: bool,
    change: impl FnOnce(&mut photos::ActiveModel),
) -> Result<()> {
    let write = match ctx.once(&format!("album.{what} {on} {photo}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    managed_photo(ctx, write.txn(), party, photo).await?;
    let mut row = photos::ActiveModel { id: Set(photo.0), ..Default::default() };
    change(&mut row);
    let photo = photos::Entity::update(row).exec(write.txn()).await?;
    if photo.hidden {
        removal::uncover(write.txn(), [photo.picture_id]).await?;
        events::emit(ctx, write.txn(), party, Topic::Party).await?;
    }
    finish(ctx, write, party).await
}

/// A photo for those who manage its party; strangers hear that the album is not for them.
async fn managed_photo(ctx: &Ctx, txn: &DatabaseTransaction, party: PartyId, photo: PhotoId) -> Result<Changing> {
    let standing = access::standing(ctx, txn, party).await?;
    standing.may_see_album()?;
    standing.may_manage(ctx)?;
    Changing::begin(ctx, txn, party, photo).await
}

/// Makes a photo that everybody sees the cover of the party: the hosts' right.
pub async fn cover(ctx: &Ctx, party: PartyId, photo: PhotoId) -> Result<()> {
    let write = match ctx.once(&format!("album.cover {photo}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let Changing { standing, photo } = managed_photo(ctx, txn, party, photo).await?;
    if photo.status() != Status::Ready || photo.hidden || !photo.approved {
        return Err(AppError::Forbidden);
    }
    let before = standing.party.cover_id.filter(|before| *before != photo.picture_id);
    let row = parties::ActiveModel {
        id: Set(party.0),
        cover_id: Set(Some(photo.picture_id)),
        cover_alt: Set(photo.caption.chars().take(300).collect()),
        updated_at: Set(ctx.now()),
        ..Default::default()
    };
    parties::Entity::update(row).exec(txn).await?;
    pictures::release(txn, before, ctx.now()).await?;
    events::emit(ctx, txn, party, Topic::Party).await?;
    write.finish(()).await
}

/// Who adds photos, who sees them when, and whether the album is closed: the hosts' right. Where photos need no approval
/// any more, those that waited are shown.
pub async fn rules(ctx: &Ctx, party: PartyId, form: &RulesForm) -> Result<()> {
    let write = match ctx.once(&format!("album.rules {party}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let standing = access::standing(ctx, txn, party).await?;
    standing.may_see_album()?;
    standing.may_manage(ctx)?;
    let draft = form.parse(&time::zone(&standing.party.time_zone).map_err(|_| AppError::Internal)?)?;
    let row = parties::ActiveModel {
        id: Set(party.0),
        album_uploads: Set(draft.uploads.code().to_owned()),
        album_shown: Set(draft.shown.code().to_owned()),
        album_reveal_at: Set(draft.reveal_at),
        album_approval: Set(draft.approval),
        album_closed: Set(draft.closed),
        updated_at: Set(ctx.now()),
        ..Default::default()
    };
    parties::Entity::update(row).exec(txn).await?;
    if standing.party.album_approval && !draft.approval {
        photos::Entity::update_many()
            .col_expr(Column::Approved, Expr::value(true))
            .filter(Column::PartyId.eq(party.0))
            .filter(Column::Approved.eq(false))
            .exec(txn)
            .await?;
    }
    finish(ctx, write, party).await
}
