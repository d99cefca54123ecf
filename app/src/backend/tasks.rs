//! What is done now and then by one instance for all. The instance holds a task by a lease, which it renews while it works.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, UpdateMany,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{Services, entities::tasks};
use crate::{
    domain::{
        text::cut,
        time::{MINUTE, Millis},
    },
    error::Result,
};

/// How long a task belongs to the instance that has begun it; it is renewed more often than that.
pub const LEASE: Millis = 5 * MINUTE;
/// The pause after a task that did not work.
const BACK_OFF: Millis = 15 * MINUTE;
/// Characters of an error that are kept.
const LONGEST_ERROR: usize = 1_000;

/// A task that this process does now.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    name: &'static str,
    holder: Uuid,
}

/// Begins a task that was done last `every` milliseconds ago, or never; nothing if it is not due or another instance
/// does it (2 queries).
pub async fn begin(services: &Services, name: &'static str, every: Millis) -> Result<Option<Held>> {
    let (db, now, holder) = (services.db.write(), services.clock.now(), Uuid::now_v7());
    let row = tasks::ActiveModel { name: Set(name.to_owned()), ..Default::default() };
    let unless_there = OnConflict::column(tasks::Column::Name).do_nothing_on([tasks::Column::Name]).to_owned();
    match tasks::Entity::insert(row).on_conflict(unless_there).exec_without_returning(db).await {
        Ok(_) | Err(DbErr::RecordNotInserted) => {}
        Err(error) => return Err(error.into()),
    }
    let free = Condition::any().add(tasks::Column::LeasedUntil.is_null()).add(tasks::Column::LeasedUntil.lt(now));
    let due = Condition::any().add(tasks::Column::DoneAt.is_null()).add(tasks::Column::DoneAt.lte(now - every));
    let begun = tasks::Entity::update_many()
        .col_expr(tasks::Column::Holder, Expr::value(Some(holder)))
        .col_expr(tasks::Column::LeasedUntil, Expr::value(Some(now + LEASE)))
        .filter(tasks::Column::Name.eq(name))
        .filter(free)
        .filter(due)
        .exec(db)
        .await?;
    Ok((begun.rows_affected == 1).then_some(Held { name, holder }))
}

/// Goes on with a task; `false` if another instance has begun it meanwhile (1 query).
pub async fn renew(services: &Services, held: Held) -> Result<bool> {
    let until = Expr::value(Some(services.clock.now() + LEASE));
    let renewed = of(held).col_expr(tasks::Column::LeasedUntil, until).exec(services.db.write()).await?;
    Ok(renewed.rows_affected == 1)
}

/// The task is done (1 query).
pub async fn done(services: &Services, held: Held) -> Result<()> {
    of(held)
        .col_expr(tasks::Column::Holder, Expr::value(None::<Uuid>))
        .col_expr(tasks::Column::LeasedUntil, Expr::value(None::<Millis>))
        .col_expr(tasks::Column::DoneAt, Expr::value(Some(services.clock.now())))
        .col_expr(tasks::Column::LastError, Expr::value(None::<String>))
        .exec(services.db.write())
        .await?;
    Ok(())
}

/// The task did not work, and is begun again in a quarter of an hour (1 query).
pub async fn failed(services: &Services, held: Held, error: &str) -> Result<()> {
    let error = cut(error, LONGEST_ERROR);
    of(held)
        .col_expr(tasks::Column::LeasedUntil, Expr::value(Some(services.clock.now() + BACK_OFF)))
        .col_expr(tasks::Column::LastError, Expr::value(Some(error)))
        .exec(services.db.write())
        .await?;
    Ok(())
}

fn of(held: Held) -> UpdateMany<tasks::Entity> {
    tasks::Entity::update_many().filter(tasks::Column::Name.eq(held.name)).filter(tasks::Column::Holder.eq(held.holder))
}

/// All tasks that were ever begun, by name (1 query).
pub async fn all(services: &Services) -> Result<Vec<tasks::Model>> {
    Ok(tasks::Entity::find().order_by_asc(tasks::Column::Name).all(services.db.read()).await?)
}

/// When a task was done last, and what went wrong since; nothing if it was never begun (1 query).
pub async fn last(services: &Services, name: &str) -> Result<Option<tasks::Model>> {
    Ok(tasks::Entity::find_by_id(name).one(services.db.read()).await?)
}
