//! Who does a job: it is leased for a minute, so that a process that dies keeps it no longer.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{Job, Lane};
use crate::{
    backend::{Services, entities::jobs},
    domain::{
        text::cut,
        time::{HOUR, Millis, SECOND},
    },
    error::Result,
};

/// How long a job belongs to the process that has begun it.
const LEASE: Millis = 60 * SECOND;
/// The wait after the first failure; after each further one it is four times as long …
const BACK_OFF: Millis = 10 * SECOND;
/// … but no longer than this.
const LONGEST_BACK_OFF: Millis = 6 * HOUR;
/// After so many a job is given up.
pub const ATTEMPTS: i32 = 10;
/// Due jobs that are looked at until one of them is free.
const LOOKED_AT: u64 = 8;
/// Characters of an error that are kept.
const LONGEST_ERROR: usize = 1_000;

/// A job that this process does now.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: Uuid,
    pub job: Job,
    /// Together with the identifier it tells that nobody else has begun it since.
    attempts: i32,
}

impl Claimed {
    /// When it fails this time, it is given up.
    pub fn is_last_try(&self) -> bool {
        self.attempts >= ATTEMPTS
    }
}

/// A job of any lane that is due, for this process alone.
pub async fn next(services: &Services) -> Result<Option<Claimed>> {
    for lane in Lane::ALL {
        if let Some(claimed) = next_of(services, lane).await? {
            return Ok(Some(claimed));
        }
    }
    Ok(None)
}

/// The job of a lane that has waited longest, for this process alone; nothing if none is due. (2 queries, one more for each
/// that another process takes at the same time.)
pub async fn next_of(services: &Services, lane: Lane) -> Result<Option<Claimed>> {
    let now = services.clock.now();
    let rows = jobs::Entity::find()
        .filter(due(now))
        .filter(jobs::Column::Kind.is_in(lane.kinds().iter().copied()))
        .order_by_asc(jobs::Column::RunAt)
        .limit(LOOKED_AT)
        .all(services.db.read())
        .await?;
    for row in rows {
        if let Some(claimed) = claim(services, row, now).await? {
            return Ok(Some(claimed));
        }
    }
    Ok(None)
}

fn due(now: Millis) -> Condition {
    let free = Condition::any().add(jobs::Column::LeasedUntil.is_null()).add(jobs::Column::LeasedUntil.lt(now));
    Condition::all().add(jobs::Column::Dead.eq(false)).add(jobs::Column::RunAt.lte(now)).add(free)
}

/// Of all who try at the same time one gets it.
async fn claim(services: &Services, row: jobs::Model, now: Millis) -> Result<Option<Claimed>> {
    if row.attempts >= ATTEMPTS {
        bury(services, &row, "It was begun too often and never ended.").await?;
        return super::given_up(services, &row.payload).await.map(|()| None);
    }
    let leased = as_begun(row.id, row.attempts)
        .filter(due(now))
        .col_expr(jobs::Column::LeasedUntil, Expr::value(Some(now + LEASE)))
        .col_expr(jobs::Column::Attempts, Expr::col(jobs::Column::Attempts).add(1))
        .exec(services.db.write())
        .await?;
    if leased.rows_affected == 0 {
        return Ok(None);
    }
    match serde_json::from_str(&row.payload) {
        Ok(job) => Ok(Some(Claimed { id: row.id, job, attempts: row.attempts + 1 })),
        // A newer version has written it, and does it; this one steps aside for longer and longer.
        Err(error) => {
            put_off(services, row.id, row.attempts + 1, &format!("It cannot be read: {error}")).await.map(|()| None)
        }
    }
}

/// This very attempt.
fn as_begun(id: Uuid, attempts: i32) -> UpdateMany<jobs::Entity> {
    jobs::Entity::update_many().filter(jobs::Column::Id.eq(id)).filter(jobs::Column::Attempts.eq(attempts))
}

async fn bury(services: &Services, row: &jobs::Model, why: &str) -> Result<()> {
    as_begun(row.id, row.attempts)
        .col_expr(jobs::Column::Dead, Expr::value(true))
        .col_expr(jobs::Column::LeasedUntil, Expr::value(None::<Millis>))
        .col_expr(jobs::Column::LastError, Expr::value(why))
        .exec(services.db.write())
        .await?;
    Ok(())
}

/// The job is done: with the transaction of its changes if it has one. `false` if another process has begun it meanwhile;
/// then nothing of it may last.
pub async fn done<C: ConnectionTrait>(db: &C, claimed: &Claimed) -> Result<bool> {
    let gone = jobs::Entity::delete_many()
        .filter(jobs::Column::Id.eq(claimed.id))
        .filter(jobs::Column::Attempts.eq(claimed.attempts))
        .exec(db)
        .await?;
    Ok(gone.rows_affected == 1)
}

/// The job did not work: it is tried again later, or given up.
pub async fn failed(services: &Services, claimed: &Claimed, error: &str) -> Result<()> {
    put_off(services, claimed.id, claimed.attempts, error).await
}

async fn put_off(services: &Services, id: Uuid, attempts: i32, error: &str) -> Result<()> {
    let error = cut(error, LONGEST_ERROR);
    let later = services.clock.now() + back_off(attempts);
    as_begun(id, attempts)
        .col_expr(jobs::Column::RunAt, Expr::value(later))
        .col_expr(jobs::Column::LeasedUntil, Expr::value(None::<Millis>))
        .col_expr(jobs::Column::LastError, Expr::value(error))
        .col_expr(jobs::Column::Dead, Expr::value(attempts >= ATTEMPTS))
        .exec(services.db.write())
        .await?;
    Ok(())
}

/// The job is done later, as if it had not been begun, for others come first.
pub async fn postpone(services: &Services, claimed: &Claimed, wait: Millis) -> Result<()> {
    as_begun(claimed.id, claimed.attempts)
        .col_expr(jobs::Column::RunAt, Expr::value(services.clock.now() + wait))
        .col_expr(jobs::Column::LeasedUntil, Expr::value(None::<Millis>))
        .col_expr(jobs::Column::Attempts, Expr::value(claimed.attempts - 1))
        .exec(services.db.write())
        .await?;
    Ok(())
}

/// How long to wait after so many attempts, in milliseconds.
fn back_off(attempts: i32) -> Millis {
    let factor = 4_i64.saturating_pow(u32::try_from(attempts - 1).unwrap_or_default());
    std::cmp::min(BACK_OFF.saturating_mul(factor), LONGEST_BACK_OFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_and_longer_but_not_for_ever() {
        let waits: Vec<_> = (1..=ATTEMPTS).map(|attempts| back_off(attempts) / SECOND).collect();
        assert_eq!(waits, [10, 40, 160, 640, 2_560, 10_240, 21_600, 21_600, 21_600, 21_600]);
        assert_eq!(back_off(i32::MAX), LONGEST_BACK_OFF);
    }
}
