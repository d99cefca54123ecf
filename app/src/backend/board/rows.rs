//! Posts as read. Every list is a range of an index, however long the board is.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
    sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement, WindowStatement},
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx, access,
        entities::{invites, post_pictures, posts, users},
    },
    domain::{PartyId, PostId, board::REPLIES_SHOWN},
    error::{AppError, Result},
};

/// Pinned posts that are shown.
const PINNED: u64 = 5;

/// A post and what its author is called.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    #[sea_orm(nested)]
    pub post: posts::Model,
    pub display_name: Option<String>,
    pub username: Option<String>,
    pub photo_id: Option<Uuid>,
    pub guest_name: Option<String>,
}

/// One of the last replies, and how many there are.
#[derive(FromQueryResult)]
struct LastReply {
    #[sea_orm(nested)]
    reply: Row,
    total: i64,
}

/// A post with those of its replies that are shown, oldest first.
pub struct Thread {
    pub post: Row,
    pub replies: Vec<Row>,
    /// All of them.
    pub reply_count: i64,
}

/// Posts of a party that are no replies, newest first.
pub fn on_board(party: PartyId) -> Select<posts::Entity> {
    posts::Entity::find()
        .filter(posts::Column::PartyId.eq(party.0))
        .filter(posts::Column::ParentId.is_null())
        // The same for all of them, but only so PostgreSQL knows that the index has this order.
        .order_by_desc(posts::Column::ParentId)
        .order_by_desc(posts::Column::Id)
}

/// Only what people wrote whom the viewer may see.
fn seen(ctx: &Ctx) -> Condition {
    let (account, invitation) = (posts::Column::UserId, posts::Column::InviteId);
    Condition::all().add(access::seen(ctx, account)).add(access::seen_guest(ctx, invitation))
}

/// Adds what [`Row`] wants to know of the author, and leaves out those whom the viewer must not see.
pub fn with_authors(ctx: &Ctx, posts: Select<posts::Entity>) -> Select<posts::Entity> {
    named(posts.filter(seen(ctx)).left_join(users::Entity).left_join(invites::Entity))
}

/// The same for posts of anybody: of an author whom the viewer must not see there is nothing.
pub fn with_seen_authors(ctx: &Ctx, posts: Select<posts::Entity>) -> Select<posts::Entity> {
    let account = access::only_seen(ctx, posts::Relation::User.def());
    let invitation = access::only_seen_guest(ctx, posts::Relation::Invite.def());
    named(posts.join(JoinType::LeftJoin, account).join(JoinType::LeftJoin, invitation))
}

/// What the author is called, of the account or the invitation that was joined.
fn named(posts: Select<posts::Entity>) -> Select<posts::Entity> {
    posts
        .column_as(users::Column::DisplayName, "display_name")
        .column_as(users::Column::Username, "username")
        .column_as(users::Column::PhotoId, "photo_id")
        .column_as(invites::Column::Name, "guest_name")
}

/// How many pictures the post of a row shows, as a sub-select.
pub fn picture_count() -> SelectStatement {
    Query::select()
        .expr(Func::count(Expr::col(Asterisk)))
        .from(post_pictures::Entity)
        .and_where(
            Expr::col((post_pictures::Entity, post_pictures::Column::PostId))
                .equals((posts::Entity, posts::Column::Id)),
        )
        .to_owned()
}

/// The pinned posts that are shown, the last pinned first (1 query).
pub async fn pinned<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<Vec<Row>> {
    let pinned = posts::Entity::find()
        .filter(posts::Column::PartyId.eq(party.0))
        .filter(posts::Column::PinnedAt.is_not_null())
        .order_by_desc(posts::Column::PinnedAt)
        .order_by_desc(posts::Column::Id)
        .limit(PINNED);
    Ok(with_authors(ctx, pinned).into_model::<Row>().all(db).await?)
}

/// The newest posts after a cursor, without some (1 query).
pub async fn page<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    party: PartyId,
    after: Option<PostId>,
    without: &[Row],
    limit: usize,
) -> Result<Vec<Row>> {
    let without = without.iter().map(|row| row.post.id);
    let mut page = on_board(party).filter(posts::Column::Id.is_not_in(without)).limit(limit as u64);
    if let Some(after) = after {
        page = page.filter(posts::Column::Id.lt(after.0));
    }
    Ok(with_authors(ctx, page).into_model::<Row>().all(db).await?)
}

/// One post or reply of this party (1 query), or [`AppError::NotFound`].
pub async fn one<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, post: PostId) -> Result<Row> {
    let found = with_authors(ctx, of_party(ctx, party, post)).into_model::<Row>().one(db).await?;
    found.ok_or(AppError::NotFound)
}

/// The same, if it was not removed.
pub async fn find<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, post: PostId) -> Result<posts::Model> {
    let found = of_party(ctx, party, post).filter(posts::Column::RemovedAt.is_null()).one(db).await?;
    found.ok_or(AppError::NotFound)
}

/// The same, and nobody else changes or removes it until this transaction ends.
pub async fn lock(ctx: &Ctx, txn: &DatabaseTransaction, party: PartyId, post: PostId) -> Result<posts::Model> {
    let found = of_party(ctx, party, post).filter(posts::Column::RemovedAt.is_null()).lock_exclusive().one(txn).await?;
    found.ok_or(AppError::NotFound)
}

fn of_party(ctx: &Ctx, party: PartyId, post: PostId) -> Select<posts::Entity> {
    posts::Entity::find_by_id(post.0).filter(posts::Column::PartyId.eq(party.0)).filter(seen(ctx))
}

/// The first replies after a cursor, oldest first (1 query).
pub async fn replies<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    post: PostId,
    after: Option<PostId>,
    limit: usize,
) -> Result<Vec<Row>> {
    let mut replies = posts::Entity::find()
        .filter(posts::Column::ParentId.eq(post.0))
        .order_by_asc(posts::Column::Id)
        .limit(limit as u64);
    if let Some(after) = after {
        replies = replies.filter(posts::Column::Id.gt(after.0));
    }
    Ok(with_authors(ctx, replies).into_model::<Row>().all(db).await?)
}

/// All replies of a post (1 query).
pub async fn count_replies<C: ConnectionTrait>(ctx: &Ctx, db: &C, post: PostId) -> Result<i64> {
    let replies = posts::Entity::find().select_only().column(posts::Column::Id);
    let count = replies.filter(posts::Column::ParentId.eq(post.0)).filter(seen(ctx)).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Posts with the last replies of each (1 query).
pub async fn threads<C: ConnectionTrait>(ctx: &Ctx, db: &C, posts: Vec<Row>) -> Result<Vec<Thread>> {
    let ranked = ranked_replies(ctx, posts.iter().map(|row| row.post.id));
    let last = Condition::all()
        .add(Expr::col(("ranked", "id")).equals((posts::Entity, posts::Column::Id)))
        .add(Expr::col(("ranked", "place")).lte(REPLIES_SHOWN as i64));
    let mut replies = posts::Entity::find().order_by_asc(posts::Column::Id);
    // Before the authors, so that SQLite begins here too.
    QuerySelect::query(&mut replies).join_subquery(JoinType::InnerJoin, ranked, "ranked", last);
    let replies = with_authors(ctx, replies).expr_as(Expr::col(("ranked", "total")), "total");
    let replies = replies.into_model::<LastReply>().all(db).await?;
    let mut by_post: HashMap<Option<Uuid>, (Vec<Row>, i64)> = HashMap::new();
    for LastReply { reply, total } in replies {
        let (last, count) = by_post.entry(reply.post.parent_id).or_default();
        last.push(reply);
        *count = total;
    }
    let thread = |post: Row| {
        let (replies, reply_count) = by_post.remove(&Some(post.post.id)).unwrap_or_default();
        Thread { post, replies, reply_count }
    };
    Ok(posts.into_iter().map(thread).collect())
}

/// Every reply to these posts: its place, counted from the last one, and how many there are.
fn ranked_replies(ctx: &Ctx, posts: impl Iterator<Item = Uuid>) -> SelectStatement {
    let of_post = || WindowStatement::partition_by(posts::Column::ParentId);
    let latest_first = of_post().order_by(posts::Column::Id, Order::Desc).take();
    Query::select()
        .column(posts::Column::Id)
        .expr_window_as(Func::cust("ROW_NUMBER"), latest_first, "place")
        .expr_window_as(Func::count(Expr::col(Asterisk)), of_post(), "total")
        .from(posts::Entity)
        .and_where(posts::Column::ParentId.is_in(posts))
        .cond_where(seen(ctx))
        .to_owned()
}
