//! How much there is of what may be much: counted no more than once a minute, for a big site takes a while to count.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};
use tokio::sync::Mutex;

use crate::{
    backend::{
        Ctx,
        db::integer_type,
        entities::{parties, pictures, users},
    },
    domain::time::{MINUTE, Millis},
    error::Result,
};

/// How long a count is good enough.
const GOOD_FOR: Millis = MINUTE;

/// What was counted last on this instance, and when.
#[derive(Debug, Default)]
pub struct Counted(Mutex<Option<(Millis, Totals)>>);

/// Rows, and bytes of pictures.
#[derive(Clone, Copy, Debug)]
pub struct Totals {
    pub accounts: i64,
    pub parties: i64,
    pub pictures: i64,
    pub bytes: i64,
}

/// The totals of the last minute (3 queries, or none). Whoever asks while they are counted waits for that.
pub async fn totals(ctx: &Ctx) -> Result<Totals> {
    let (now, mut last) = (ctx.now(), ctx.services.counted.0.lock().await);
    if let Some((at, totals)) = *last
        && now - at < GOOD_FOR
    {
        return Ok(totals);
    }
    let totals = count(ctx.db().read()).await?;
    *last = Some((now, totals));
    Ok(totals)
}

async fn count<C: ConnectionTrait>(db: &C) -> Result<Totals> {
    let (pictures, bytes) = stored(db).await?;
    let accounts = number(users::Entity::find().count(db).await?);
    let parties = number(parties::Entity::find().count(db).await?);
    Ok(Totals { accounts, parties, pictures, bytes })
}

/// How many pictures there are, and their bytes (1 query).
async fn stored<C: ConnectionTrait>(db: &C) -> Result<(i64, i64)> {
    let sum = Expr::expr(Func::sum(Expr::col(pictures::Column::Bytes))).cast_as(integer_type(db));
    let found: Option<(i64, Option<i64>)> = pictures::Entity::find()
        .select_only()
        .column_as(pictures::Column::Id.count(), "pictures")
        .column_as(sum, "bytes")
        .into_tuple()
        .one(db)
        .await?;
    let (pictures, bytes) = found.unwrap_or_default();
    Ok((pictures, bytes.unwrap_or_default()))
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
