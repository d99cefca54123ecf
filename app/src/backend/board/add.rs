//! Posting and replying.

use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::rows;
use crate::{
    backend::{
        Ctx,
        access::{self, Standing},
        entities::{
            post_pictures,
            posts::{self, Author},
        },
        events, jobs,
        notifications::Cause,
        pictures,
        webhooks::{self, News},
        write::Once,
    },
    domain::{
        PartyId, PictureId, PostId, Problem,
        board::PostDraft,
        live::Topic,
        party::AltText,
        picture::Purpose,
        time::{HOUR, Millis},
    },
    error::{AppError, Result},
};

/// Posts and replies of one person on one board within an hour.
const POSTS_AN_HOUR: u64 = 60;

/// Whether the viewer may post (1 query). Errors: as on the page, and [`AppError::Forbidden`].
pub async fn may_post(ctx: &Ctx, party: PartyId) -> Result<()> {
    access::standing(ctx, ctx.db().read(), party).await?.may_post(ctx).map(|_| ())
}

/// Posts or replies, with pictures that were uploaded before. The answer is the post, and what it replies to.
/// Errors: [`AppError::Forbidden`] for those who may not, [`AppError::NotFound`] where the post that it answers is gone.
pub async fn add(ctx: &Ctx, party: PartyId, draft: PostDraft) -> Result<(PostId, Option<PostId>)> {
    let write = match ctx.once(&format!("board.add {party}")).await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let standing = access::standing(ctx, txn, party).await?;
    let author = standing.may_post(ctx)?;
    check_announcement(&standing, &draft)?;
    check_parent(ctx, txn, party, draft.reply_to).await?;
    check_pace(ctx, txn, party, author).await?;
    let pictures: Vec<PictureId> = draft.pictures.iter().map(|(id, _)| *id).collect();
    pictures::claim_all(txn, &pictures, Purpose::Post).await?;
    let id = PostId::new();
    let row = posts::ActiveModel {
        id: Set(id.0),
        party_id: Set(party.0),
        parent_id: Set(draft.reply_to.map(|parent| parent.0)),
        user_id: Set(author.user()),
        invite_id: Set(author.invite()),
        text: Set(draft.text.into()),
        announcement: Set(draft.announcement),
        pinned_at: Set(draft.announcement.then(|| ctx.now())),
        edited_at: Set(None),
        removed_at: Set(None),
        created_at: Set(ctx.now()),
    };
    posts::Entity::insert(row).exec_without_returning(txn).await?;
    show_pictures(txn, id, draft.pictures).await?;
    jobs::notify(ctx, txn, Cause::Posted { post: id }).await?;
    webhooks::announce(ctx, txn, party, News::PostAdded { post: id }).await?;
    events::emit(ctx, txn, party, Topic::Board).await?;
    write.finish((id, draft.reply_to)).await
}

/// Hosts announce, and an announcement is no reply.
fn check_announcement(standing: &Standing, draft: &PostDraft) -> Result<()> {
    if draft.announcement && !standing.role.manages() {
        return Err(AppError::Forbidden);
    }
    match draft.reply_to {
        Some(_) if draft.announcement => Err(AppError::field("announcement", Problem::NotAChoice)),
        _ => Ok(()),
    }
}

/// Replies have one level. The post stays locked, so that it is not removed meanwhile.
async fn check_parent(ctx: &Ctx, txn: &DatabaseTransaction, party: PartyId, parent: Option<PostId>) -> Result<()> {
    let Some(parent) = parent else { return Ok(()) };
    match rows::lock(ctx, txn, party, parent).await?.parent_id {
        Some(_) => Err(AppError::field("reply_to", Problem::NotAChoice)),
        None => Ok(()),
    }
}

/// Whoever has written so much has to wait until the oldest of these posts is an hour old.
async fn check_pace(ctx: &Ctx, txn: &DatabaseTransaction, party: PartyId, author: Author) -> Result<()> {
    let now = ctx.now();
    let oldest: Option<Millis> = posts::Entity::find()
        .select_only()
        .column(posts::Column::CreatedAt)
        .filter(access::by(author, posts::Column::UserId, posts::Column::InviteId))
        .filter(posts::Column::PartyId.eq(party.0))
        .filter(posts::Column::CreatedAt.gt(now - HOUR))
        .order_by_desc(posts::Column::CreatedAt)
        .offset(POSTS_AN_HOUR - 1)
        .into_tuple()
        .one(txn)
        .await?;
    match oldest {
        Some(oldest) => Err(AppError::TooMany { seconds: ((oldest + HOUR - now).max(0) as u64).div_ceil(1_000) }),
        None => Ok(()),
    }
}

async fn show_pictures(txn: &DatabaseTransaction, post: PostId, pictures: Vec<(PictureId, AltText)>) -> Result<()> {
    if pictures.is_empty() {
        return Ok(());
    }
    let rows = (0..).zip(pictures).map(|(place, (id, alt))| post_pictures::ActiveModel {
        post_id: Set(post.0),
        picture_id: Set(id.0),
        place: Set(place),
        alt: Set(alt.into()),
    });
    post_pictures::Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}
