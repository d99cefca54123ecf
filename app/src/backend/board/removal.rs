//! Removing posts with their pictures and reactions. Where others replied, an empty post keeps their place until the last
//! of them is gone.

use std::collections::{BTreeSet, HashSet};

use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::reports;
use crate::{
    backend::{
        db::AT_ONCE,
        entities::{post_pictures, posts, reactions},
        notifications, pictures, rsvps, webhooks,
    },
    domain::{PartyId, PostId, time::Millis},
    error::{AppError, Result},
};

/// Removes all posts and replies for which the condition holds (about 16 queries for every 500).
pub async fn take(txn: &DatabaseTransaction, which: Condition, now: Millis) -> Result<()> {
    let found: Vec<(Uuid, Option<Uuid>)> = posts::Entity::find()
        .select_only()
        .columns([posts::Column::Id, posts::Column::ParentId])
        .filter(which)
        .into_tuple()
        .all(txn)
        .await?;
    let threads: BTreeSet<Uuid> = found.iter().map(|(id, parent)| parent.unwrap_or(*id)).collect();
    let threads: Vec<Uuid> = threads.into_iter().collect();
    lock(txn, &threads).await?;
    let (replies, tops): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, parent)| parent.is_some());
    let replies: Vec<Uuid> = replies.into_iter().map(|(id, _)| id).collect();
    let tops: Vec<Uuid> = tops.into_iter().map(|(id, _)| id).collect();
    // Replies first: then only the replies of others keep a post.
    delete(txn, &replies, now).await?;
    for ids in tops.chunks(AT_ONCE) {
        strip(txn, ids, now).await?;
        let answered = answered(txn, ids).await?;
        let (kept, gone): (Vec<Uuid>, Vec<Uuid>) = ids.iter().partition(|id| answered.contains(*id));
        delete(txn, &gone, now).await?;
        empty(txn, kept, now).await?;
    }
    forget_empty(txn, &threads, now).await
}

/// Nobody replies to these posts or removes their replies until the transaction ends; always in the same order, so that
/// two of us never wait for each other.
async fn lock(txn: &DatabaseTransaction, threads: &[Uuid]) -> Result<()> {
    for ids in threads.chunks(AT_ONCE) {
        posts::Entity::find()
            .select_only()
            .column(posts::Column::Id)
            .filter(posts::Column::Id.is_in(ids.iter().copied()))
            .order_by_asc(posts::Column::Id)
            .lock_exclusive()
            .into_tuple::<Uuid>()
            .all(txn)
            .await?;
    }
    Ok(())
}

/// Keeps a post and its party from being removed until the transaction ends (4 queries). Where they are gone already, it is
/// [`AppError::NotFound`].
pub async fn hold(txn: &DatabaseTransaction, party: PartyId, post: PostId) -> Result<()> {
    let there = || posts::Entity::find_by_id(post.0).filter(posts::Column::RemovedAt.is_null());
    let parent = there().one(txn).await?.ok_or(AppError::NotFound)?.parent_id;
    // Deleting a party, guest or account locks the party first: a deadlock is [`AppError::Busy`], and callers try again.
    lock(txn, &[parent.unwrap_or(post.0)]).await?;
    rsvps::lock(txn, party).await?;
    there().one(txn).await?.map(drop).ok_or(AppError::NotFound)
}

/// Takes pictures, reactions, reports and messages that were not sent yet from posts.
async fn strip(txn: &DatabaseTransaction, ids: &[Uuid], now: Millis) -> Result<()> {
    let of_these = || post_pictures::Column::PostId.is_in(ids.iter().copied());
    let shown: Vec<Uuid> = post_pictures::Entity::find()
        .select_only()
        .column(post_pictures::Column::PictureId)
        .filter(of_these())
        .into_tuple()
        .all(txn)
        .await?;
    post_pictures::Entity::delete_many().filter(of_these()).exec(txn).await?;
    reactions::Entity::delete_many().filter(reactions::Column::PostId.is_in(ids.iter().copied())).exec(txn).await?;
    reports::forget(txn, ids.iter().copied()).await?;
    notifications::forget_posts(txn, ids.iter().copied()).await?;
    webhooks::forget_posts(txn, ids.iter().copied()).await?;
    pictures::release(txn, shown, now).await
}

async fn delete(txn: &DatabaseTransaction, ids: &[Uuid], now: Millis) -> Result<()> {
    for ids in ids.chunks(AT_ONCE) {
        strip(txn, ids, now).await?;
        posts::Entity::delete_many().filter(posts::Column::Id.is_in(ids.iter().copied())).exec(txn).await?;
    }
    Ok(())
}

/// Those of the posts that have replies.
async fn answered(txn: &DatabaseTransaction, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let parents: Vec<Uuid> = posts::Entity::find()
        .select_only()
        .column(posts::Column::ParentId)
        .distinct()
        .filter(posts::Column::ParentId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(txn)
        .await?;
    Ok(parents.into_iter().collect())
}

/// Leaves nothing of the posts but their place.
async fn empty(txn: &DatabaseTransaction, ids: Vec<Uuid>, now: Millis) -> Result<()> {
    posts::Entity::update_many()
        .col_expr(posts::Column::UserId, Expr::value(None::<Uuid>))
        .col_expr(posts::Column::InviteId, Expr::value(None::<Uuid>))
        .col_expr(posts::Column::Text, Expr::value(""))
        .col_expr(posts::Column::Announcement, Expr::value(false))
        .col_expr(posts::Column::PinnedAt, Expr::value(None::<Millis>))
        .col_expr(posts::Column::EditedAt, Expr::value(None::<Millis>))
        .col_expr(posts::Column::RemovedAt, Expr::value(now))
        .filter(posts::Column::Id.is_in(ids))
        .exec(txn)
        .await?;
    Ok(())
}

/// Deletes empty posts whose last reply is gone.
async fn forget_empty(txn: &DatabaseTransaction, threads: &[Uuid], now: Millis) -> Result<()> {
    for ids in threads.chunks(AT_ONCE) {
        let empty: Vec<Uuid> = posts::Entity::find()
            .select_only()
            .column(posts::Column::Id)
            .filter(posts::Column::Id.is_in(ids.iter().copied()))
            .filter(posts::Column::RemovedAt.is_not_null())
            .into_tuple()
            .all(txn)
            .await?;
        let answered = answered(txn, &empty).await?;
        let gone: Vec<Uuid> = empty.into_iter().filter(|id| !answered.contains(id)).collect();
        delete(txn, &gone, now).await?;
    }
    Ok(())
}
