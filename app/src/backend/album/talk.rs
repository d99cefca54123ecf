//! Likes and comments: also of guests who came by a personal link.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::change::{Changing, finish};
use crate::{
    backend::{
        Ctx,
        access::by,
        entities::{photo_comments, photo_likes, photos, posts::Author},
        events, jobs,
        notifications::Cause,
        write::Once,
    },
    domain::{CommentId, InviteId, PartyId, PhotoId, album::said, live::Topic, time::HOUR},
    error::{AppError, Result},
};

/// Comments of one person on one photo within an hour.
const COMMENTS_AN_HOUR: u64 = 30;

/// Likes a photo, or no longer. What is so already stays so; this needs no key to happen once.
pub async fn like(ctx: &Ctx, party: PartyId, photo: PhotoId, on: bool) -> Result<()> {
    let txn = ctx.db().begin().await?;
    let changing = Changing::begin(ctx, &txn, party, photo).await?;
    let author = changing.standing.may_talk_in_album(ctx)?;
    if on {
        set(ctx, &txn, photo, author).await?;
    } else {
        photo_likes::Entity::delete_many()
            .filter(photo_likes::Column::PhotoId.eq(photo.0))
            .filter(by(author, photo_likes::Column::UserId, photo_likes::Column::InviteId))
            .exec(&txn)
            .await?;
    }
    events::emit(ctx, &txn, party, Topic::Album).await?;
    txn.commit().await?;
    ctx.services.signal.raise();
    Ok(())
}

async fn set(ctx: &Ctx, txn: &DatabaseTransaction, photo: PhotoId, author: Author) -> Result<()> {
    let row = photo_likes::ActiveModel {
        id: Set(Uuid::now_v7()),
        photo_id: Set(photo.0),
        user_id: Set(author.user()),
        invite_id: Set(author.invite()),
        created_at: Set(ctx.now()),
    };
    let whose = author.column(photo_likes::Column::UserId, photo_likes::Column::InviteId);
    let key = [photo_likes::Column::PhotoId, whose];
    let unless_there = OnConflict::columns(key).do_nothing_on(key).to_owned();
    match photo_likes::Entity::insert(row).on_conflict(unless_there).exec_without_returning(txn).await {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Says something about a photo; its uploader is told. Errors: [`AppError::TooMany`] for those who say too much.
pub async fn comment(ctx: &Ctx, party: PartyId, photo: PhotoId, text: &str) -> Result<CommentId> {
    let write = match ctx.once(&format!("album.comment {photo}")).await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let Changing { standing, photo: about } = Changing::begin(ctx, txn, party, photo).await?;
    let author = standing.may_talk_in_album(ctx)?;
    let text = said(text).map_err(|problem| AppError::field("text", problem))?;
    check_pace(ctx, txn, &about, author).await?;
    let id = CommentId::new();
    let row = photo_comments::ActiveModel {
        id: Set(id.0),
        photo_id: Set(photo.0),
        user_id: Set(author.user()),
        invite_id: Set(author.invite()),
        text: Set(text.into()),
        created_at: Set(ctx.now()),
    };
    photo_comments::Entity::insert(row).exec_without_returning(txn).await?;
    if !standing.added(ctx, &about) {
        let by = author.invite().map(InviteId);
        jobs::notify(ctx, txn, Cause::Commented { photo, by }).await?;
    }
    events::emit(ctx, txn, party, Topic::Album).await?;
    write.finish(id).await
}

async fn check_pace(ctx: &Ctx, txn: &DatabaseTransaction, photo: &photos::Model, author: Author) -> Result<()> {
    let lately = photo_comments::Entity::find()
        .filter(photo_comments::Column::PhotoId.eq(photo.id))
        .filter(by(author, photo_comments::Column::UserId, photo_comments::Column::InviteId))
        .filter(photo_comments::Column::CreatedAt.gt(ctx.now() - HOUR));
    if lately.count(txn).await? < COMMENTS_AN_HOUR { Ok(()) } else { Err(AppError::TooMany { seconds: 600 }) }
}

/// Removes a comment: its author's, the uploader's or a host's right. One that the viewer does not see is
/// [`AppError::NotFound`].
pub async fn uncomment(ctx: &Ctx, party: PartyId, photo: PhotoId, comment: CommentId) -> Result<()> {
    use crate::backend::access::{seen, seen_guest};
    let write = match ctx.once(&format!("album.uncomment {comment}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let Changing { standing, photo: about } = Changing::begin(ctx, txn, party, photo).await?;
    let found = photo_comments::Entity::find_by_id(comment.0)
        .filter(photo_comments::Column::PhotoId.eq(photo.0))
        .filter(seen(ctx, photo_comments::Column::UserId))
        .filter(seen_guest(ctx, photo_comments::Column::InviteId))
        .one(txn)
        .await?
        .ok_or(AppError::NotFound)?;
    let author = Author::of(found.user_id, found.invite_id);
    if author.is_none() || author != standing.author(ctx) {
        standing.may_edit_photo(ctx, &about)?;
    }
    photo_comments::Entity::delete_by_id(found.id).exec(txn).await?;
    finish(ctx, write, party).await
}
