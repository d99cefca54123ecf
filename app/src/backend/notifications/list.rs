//! What I am told, page by page, and that I have read it.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx, access,
        db::Cursor,
        entities::{notifications, parties, users},
        events,
        write::Once,
    },
    domain::{
        NotificationId,
        live::Topic,
        notification::{Line, NotificationPage},
        time::Millis,
        user::Person,
    },
    error::{AppError, Result},
};

/// Lines on a page.
const PAGE: usize = 30;

/// What a line shows.
#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    party_id: Option<Uuid>,
    post_id: Option<Uuid>,
    photo_id: Option<Uuid>,
    count: i32,
    read_at: Option<Millis>,
    updated_at: Millis,
    title: Option<String>,
    actor_id: Option<Uuid>,
    username: Option<String>,
    display_name: Option<String>,
    face: Option<Uuid>,
}

/// A page of what I am told, the newest first (1 query).
pub async fn list(ctx: &Ctx, after: Option<&str>) -> Result<NotificationPage> {
    let me = ctx.user()?.id.0;
    let after = Cursor::parse(after)?;
    let mut page = mine(ctx, me)
        .order_by_desc(notifications::Column::UpdatedAt)
        .order_by_desc(notifications::Column::Id)
        .limit(PAGE as u64 + 1);
    if let Some(after) = after {
        page = page.filter(after.older(notifications::Column::UpdatedAt, notifications::Column::Id));
    }
    let mut rows = page.into_model::<Row>().all(ctx.db().read()).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let lines: Vec<Line> = rows.into_iter().filter_map(line).collect();
    let next = lines.last().filter(|_| more).map(|line| Cursor { at: line.at, id: line.id.0 }.to_string());
    Ok(NotificationPage { lines, next })
}

/// What I have not read and what happened after `since`, the newest first (1 query).
pub async fn unread_lines<C: ConnectionTrait>(ctx: &Ctx, db: &C, since: Millis) -> Result<Vec<Line>> {
    let rows = mine(ctx, ctx.user()?.id.0)
        .filter(notifications::Column::ReadAt.is_null())
        .filter(notifications::Column::UpdatedAt.gt(since))
        .order_by_desc(notifications::Column::UpdatedAt)
        .order_by_desc(notifications::Column::Id)
        .limit(PAGE as u64)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(line).collect())
}

/// Mine, but of nobody whom I must not see.
fn mine(ctx: &Ctx, me: Uuid) -> Select<notifications::Entity> {
    use notifications::Column::{ActorId, Count, Id, Kind, PartyId, PhotoId, PostId, ReadAt, UpdatedAt};
    notifications::Entity::find()
        .join(JoinType::LeftJoin, notifications::Relation::Party.def())
        .join(JoinType::LeftJoin, notifications::Relation::Actor.def())
        .select_only()
        .columns([Id, Kind, PartyId, PostId, PhotoId, Count, ReadAt, UpdatedAt, ActorId])
        .column(parties::Column::Title)
        .columns([users::Column::Username, users::Column::DisplayName])
        .column_as(users::Column::PhotoId, "face")
        .filter(notifications::Column::UserId.eq(me))
        .filter(access::seen(ctx, notifications::Column::ActorId))
}

/// Nothing for a kind that this version does not know.
fn line(row: Row) -> Option<Line> {
    let actor = row.actor_id.zip(row.username).map(|(id, username)| Person {
        id: id.into(),
        username,
        name: row.display_name.unwrap_or_default(),
        photo: row.face.map(Into::into),
        admin: false,
        leaves_at: None,
    });
    Some(Line {
        id: row.id.into(),
        kind: row.kind.parse().ok()?,
        party: row.party_id.map(Into::into),
        title: row.title.unwrap_or_default(),
        post: row.post_id.map(Into::into),
        photo: row.photo_id.map(Into::into),
        actor,
        count: row.count,
        unread: row.read_at.is_none(),
        at: row.updated_at,
    })
}

/// Reads one line; the answer is the page where it happened.
pub async fn open(ctx: &Ctx, id: NotificationId) -> Result<String> {
    let this = notifications::Column::Id.eq(id.0);
    let found = mine(ctx, ctx.user()?.id.0).filter(this.clone()).into_model::<Row>().one(ctx.db().read()).await?;
    let line = found.and_then(line).ok_or(AppError::NotFound)?;
    if line.unread {
        read(ctx, &format!("notifications.open {id}"), Condition::all().add(this)).await?;
    }
    Ok(line.target())
}

/// Marks everything as read that is not newer than `until`, the moment of the page on which it stood.
pub async fn read_all(ctx: &Ctx, until: Option<Millis>) -> Result<()> {
    ctx.user()?;
    let shown = Condition::all().add(notifications::Column::UpdatedAt.lte(until.unwrap_or(Millis::MAX)));
    read(ctx, "notifications.read_all", shown).await
}

/// What is read belongs to no group any more: when it happens again, it is a new line.
async fn read(ctx: &Ctx, purpose: &str, which: Condition) -> Result<()> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once(purpose).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    notifications::Entity::update_many()
        .col_expr(notifications::Column::ReadAt, Expr::value(ctx.now()))
        .col_expr(notifications::Column::GroupKey, Expr::value(None::<String>))
        .filter(notifications::Column::UserId.eq(me))
        .filter(notifications::Column::ReadAt.is_null())
        .filter(which)
        .exec(write.txn())
        .await?;
    events::emit_to(ctx, write.txn(), [me], Topic::Notifications).await?;
    write.finish(()).await
}
