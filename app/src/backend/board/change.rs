//! Changing and removing posts, and deciding who posts.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use super::{removal, reports, rows};
use crate::{
    backend::{
        Ctx,
        access::{self, Standing},
        entities::{invites, parties, post_pictures, posts},
        events,
        webhooks::{self, News},
        write::Once,
    },
    domain::{
        PartyId, PostId, Problem, UserId,
        board::{PostText, Posting},
        live::Topic,
    },
    error::{AppError, Result},
};

/// Changes the text of my post within the first hour. The answer is the post that it replies to, if it is a reply.
pub async fn edit(ctx: &Ctx, party: PartyId, post: PostId, text: &str) -> Result<Option<PostId>> {
    let write = match ctx.once(&format!("board.edit {post}")).await? {
        Once::Again(above) => return Ok(above),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let standing = access::standing(ctx, txn, party).await?;
    standing.may_see_board()?;
    let before = rows::lock(ctx, txn, party, post).await?;
    standing.may_edit_post(ctx, &before)?;
    let text = PostText::parse(text).map_err(|problem| AppError::field("text", problem))?;
    if text.as_str().is_empty() && !has_pictures(txn, post).await? {
        return Err(AppError::field("text", Problem::Missing));
    }
    let row = posts::ActiveModel {
        id: Set(post.0),
        text: Set(text.into()),
        edited_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    posts::Entity::update(row).exec(txn).await?;
    webhooks::announce(ctx, txn, party, News::PostChanged { post }).await?;
    events::emit(ctx, txn, party, Topic::Board).await?;
    write.finish(before.parent_id.map(PostId)).await
}

async fn has_pictures(txn: &DatabaseTransaction, post: PostId) -> Result<bool> {
    Ok(post_pictures::Entity::find().filter(post_pictures::Column::PostId.eq(post.0)).count(txn).await? > 0)
}

/// Removes a post or reply with its pictures: the author's or a host's right. Where others replied, an empty post stays.
/// What was reported goes also if the host does not see it, and by those who look after the site.
pub async fn delete(ctx: &Ctx, party: PartyId, post: PostId) -> Result<()> {
    let write = match ctx.once(&format!("board.delete {post}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    if !reports::may_remove(ctx, txn, party, post).await? {
        let standing = access::standing(ctx, txn, party).await?;
        standing.may_see_board()?;
        let found = rows::find(ctx, txn, party, post).await?;
        standing.may_delete_post(ctx, &found)?;
    }
    let author = account_of(txn, post).await?;
    webhooks::announce(ctx, txn, party, News::PostRemoved { post, author }).await?;
    removal::take(txn, Condition::all().add(posts::Column::Id.eq(post.0)), ctx.now()).await?;
    events::emit(ctx, txn, party, Topic::Board).await?;
    write.finish(()).await
}

/// The account that wrote a post, also by a personal link (1 query).
async fn account_of(txn: &DatabaseTransaction, post: PostId) -> Result<Option<UserId>> {
    let found: Option<(Option<Uuid>, Option<Uuid>)> = posts::Entity::find_by_id(post.0)
        .left_join(invites::Entity)
        .select_only()
        .column(posts::Column::UserId)
        .column_as(invites::Column::UserId, "claimed_by")
        .into_tuple()
        .one(txn)
        .await?;
    Ok(found.and_then(|(account, claimed_by)| account.or(claimed_by)).map(UserId))
}

/// Keeps a post on top, or lets it go: the hosts' right. Replies cannot be pinned: [`AppError::NotFound`].
pub async fn pin(ctx: &Ctx, party: PartyId, post: PostId, on: bool) -> Result<()> {
    let write = match ctx.once(&format!("board.pin {on} {post}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    managed(ctx, txn, party).await?;
    if rows::lock(ctx, txn, party, post).await?.parent_id.is_some() {
        return Err(AppError::NotFound);
    }
    let row = posts::ActiveModel { id: Set(post.0), pinned_at: Set(on.then(|| ctx.now())), ..Default::default() };
    posts::Entity::update(row).exec(txn).await?;
    events::emit(ctx, txn, party, Topic::Board).await?;
    write.finish(()).await
}

/// Who posts (nothing leaves it as it is), and whether the board is closed: the hosts' right.
pub async fn rules(ctx: &Ctx, party: PartyId, posting: &str, closed: bool) -> Result<()> {
    let write = match ctx.once(&format!("board.rules {party}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let standing = managed(ctx, write.txn(), party).await?;
    let posting: Posting = match posting {
        "" => standing.posting(),
        code => code.parse::<Posting>().map_err(|problem| AppError::field("posting", problem))?,
    };
    let row = parties::ActiveModel {
        id: Set(party.0),
        posting: Set(posting.code().to_owned()),
        board_closed: Set(closed),
        updated_at: Set(ctx.now()),
        ..Default::default()
    };
    parties::Entity::update(row).exec(write.txn()).await?;
    events::emit(ctx, write.txn(), party, Topic::Board).await?;
    write.finish(()).await
}

/// The party, for those who manage it; strangers hear that the board is not for them.
async fn managed(ctx: &Ctx, txn: &DatabaseTransaction, party: PartyId) -> Result<Standing> {
    let standing = access::standing(ctx, txn, party).await?;
    standing.may_see_board()?;
    standing.may_manage(ctx)?;
    Ok(standing)
}
