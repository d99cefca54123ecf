//! Jobs as the person who runs the site sees them.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    backend::{Services, entities::jobs},
    domain::time::Millis,
    error::Result,
};

/// Jobs of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub kind: String,
    /// To be done, or being done.
    pub waiting: i64,
    /// Given up.
    pub dead: i64,
}

/// How many there are, by kind (1 query).
pub async fn counts(services: &Services) -> Result<Vec<Count>> {
    let rows: Vec<(String, bool, i64)> = jobs::Entity::find()
        .select_only()
        .columns([jobs::Column::Kind, jobs::Column::Dead])
        .column_as(jobs::Column::Id.count(), "jobs")
        .group_by(jobs::Column::Kind)
        .group_by(jobs::Column::Dead)
        .order_by_asc(jobs::Column::Kind)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut counts: Vec<Count> = Vec::new();
    for (kind, dead, number) in rows {
        if counts.last().is_none_or(|last| last.kind != kind) {
            counts.push(Count { kind, waiting: 0, dead: 0 });
        }
        if let Some(last) = counts.last_mut() {
            let place = if dead { &mut last.dead } else { &mut last.waiting };
            *place += number;
        }
    }
    Ok(counts)
}

/// Those that were given up, the oldest first, at most `limit` (1 query).
pub async fn dead(services: &Services, limit: u64) -> Result<Vec<jobs::Model>> {
    let dead = jobs::Entity::find().filter(jobs::Column::Dead.eq(true)).order_by_asc(jobs::Column::RunAt);
    Ok(dead.limit(limit).all(services.db.read()).await?)
}

/// Has a job that was given up tried again as if it were new; `false` if there is none.
pub async fn retry(services: &Services, id: Uuid) -> Result<bool> {
    revive(services.db.write(), id, services.clock.now()).await
}

/// The same within a transaction (1 query).
pub async fn revive<C: ConnectionTrait>(db: &C, id: Uuid, now: Millis) -> Result<bool> {
    let revived = jobs::Entity::update_many()
        .col_expr(jobs::Column::Dead, Expr::value(false))
        .col_expr(jobs::Column::Attempts, Expr::value(0))
        .col_expr(jobs::Column::RunAt, Expr::value(now))
        .col_expr(jobs::Column::LeasedUntil, Expr::value(None::<Millis>))
        .filter(jobs::Column::Id.eq(id))
        .filter(jobs::Column::Dead.eq(true))
        .exec(db)
        .await?;
    Ok(revived.rows_affected == 1)
}
