//! What is new, by mail, at most once a day, for people whose address is verified.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait, Func, OnConflict, Query, SelectStatement},
};
use uuid::Uuid;

use super::{Button, Letter, enabled, languages, post};
use crate::{
    backend::{
        Ctx, db,
        entities::{digests, notifications, users},
        notifications as told,
    },
    domain::{
        mail::{MailKind, words},
        notification::{Line, Mailed},
        time::{DAY, HOUR, Millis},
        user::Email,
    },
    error::Result,
};

/// Whoever is just looking at the site needs no mail about it.
const SETTLED: Millis = HOUR;
/// So many people are looked at in one go.
const AT_ONCE: u64 = 100;
/// So many lines are in one digest.
const LINES: usize = 20;

/// Of what somebody hears by mail (1 query).
pub async fn kinds<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<Mailed> {
    let row = digests::Entity::find_by_id(user).one(db).await?;
    Ok(row.and_then(|row| row.kinds).map(|codes| Mailed::parse(&codes)).unwrap_or_default())
}

/// Keeps of what somebody hears by mail (1 query).
pub async fn keep<C: ConnectionTrait>(db: &C, user: Uuid, kinds: &Mailed) -> Result<()> {
    let row = digests::ActiveModel { user_id: Set(user), kinds: Set(Some(kinds.codes())), sent_at: Set(0) };
    let other = OnConflict::column(digests::Column::UserId).update_column(digests::Column::Kinds).to_owned();
    digests::Entity::insert(row).on_conflict(other).exec_without_returning(db).await?;
    Ok(())
}

/// Writes the digests that are due; gives how many people were looked at. (1 query, and at most 9 for each.)
pub async fn write_due(ctx: &Ctx) -> Result<usize> {
    if !enabled(ctx) {
        return Ok(0);
    }
    let due = due(ctx).await?;
    for (user, last) in &due {
        let txn = ctx.db().begin().await?;
        if claim(ctx, &txn, user.id, *last).await? {
            write(ctx, &txn, user, last.unwrap_or_default()).await?;
            txn.commit().await?;
            ctx.services.signal.raise();
        }
    }
    Ok(due.len())
}

/// People with something unread since their last digest, which was a day ago or never was.
async fn due(ctx: &Ctx) -> Result<Vec<(users::Model, Option<Millis>)>> {
    let last = || Func::coalesce([Expr::col((digests::Entity, digests::Column::SentAt)), Expr::value(0_i64)]);
    let rows = users::Entity::find()
        .join(JoinType::LeftJoin, digests::Relation::User.def().rev())
        .select_also(digests::Entity)
        .filter(users::Column::EmailVerifiedAt.is_not_null())
        .filter(Expr::expr(last()).lte(ctx.now() - DAY))
        .filter(Expr::exists(unread(ctx, Expr::expr(last()))))
        .limit(AT_ONCE)
        .all(ctx.db().read())
        .await?;
    Ok(rows.into_iter().map(|(user, digest)| (user, digest.map(|digest| digest.sent_at))).collect())
}

/// Notifications of the account of a `users` row that came after its last digest and have been unread for a while.
fn unread(ctx: &Ctx, last: Expr) -> SelectStatement {
    let theirs =
        Expr::col((notifications::Entity, notifications::Column::UserId)).equals((users::Entity, users::Column::Id));
    Query::select()
        .expr(Expr::value(1))
        .from(notifications::Entity)
        .and_where(theirs)
        .and_where(notifications::Column::ReadAt.is_null())
        .and_where(notifications::Column::UpdatedAt.lte(ctx.now() - SETTLED))
        .and_where(Expr::col((notifications::Entity, notifications::Column::UpdatedAt)).gt(last))
        .to_owned()
}

/// Of all instances that try at the same time one gets it.
async fn claim(ctx: &Ctx, txn: &DatabaseTransaction, user: Uuid, last: Option<Millis>) -> Result<bool> {
    let Some(last) = last else {
        let row = digests::ActiveModel { user_id: Set(user), kinds: Set(None), sent_at: Set(ctx.now()) };
        let inserted = digests::Entity::insert(row).exec_without_returning(txn).await;
        return match inserted {
            Ok(_) => Ok(true),
            Err(error) if db::is_taken(&error) => Ok(false),
            Err(error) => Err(error.into()),
        };
    };
    let claimed = digests::Entity::update_many()
        .col_expr(digests::Column::SentAt, Expr::value(ctx.now()))
        .filter(digests::Column::UserId.eq(user))
        .filter(digests::Column::SentAt.eq(last))
        .exec(txn)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// One mail with all that the person wants to hear of and has not read; none where that is nothing.
async fn write(ctx: &Ctx, txn: &DatabaseTransaction, user: &users::Model, last: Millis) -> Result<()> {
    let Ok(to) = Email::parse(&user.email) else { return Ok(()) };
    let wanted = kinds(txn, user.id).await?;
    let as_them = Ctx { user: Some(user.person()), ..ctx.clone() };
    let lines = told::unread_lines(&as_them, txn, last).await?;
    let lines: Vec<Line> = lines.into_iter().filter(|line| wanted.holds(line.kind)).take(LINES).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let language = languages::of(ctx, txn, to.as_str()).await?;
    let words = words::digest(language, &user.display_name, &lines);
    let url = ctx.links().absolute("/notifications");
    let cause = format!("digest {} {last}", user.id);
    let letter = Letter {
        language,
        paragraphs: words.paragraphs,
        button: Some(Button { label: words.button, url }),
        user: Some(user.id),
        ..Letter::new(MailKind::Digest, to, user.display_name.as_str(), words.subject, cause)
    };
    post(ctx, txn, letter).await
}
