//! What changed, for pages that stand open: written in the transaction of the change, and read by every instance.

mod read;
mod scope;

pub use read::{Change, after, newest};
pub use scope::{Known, Scope};

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};
use uuid::Uuid;

use super::{
    Ctx,
    db::{AT_ONCE, notice},
    entities::events,
};
use crate::{
    domain::{PartyId, live::Topic, time::Millis},
    error::Result,
};

/// How long events are kept for pages that were away.
pub(super) const KEPT: Millis = 3_600_000;

/// Something about a party changed (1 query, on PostgreSQL 2).
pub async fn emit<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, topic: Topic) -> Result<()> {
    emit_all(ctx, db, [party.0], topic).await
}

/// The same of several parties (1 query, on PostgreSQL 2).
pub async fn emit_all<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    parties: impl IntoIterator<Item = Uuid>,
    topic: Topic,
) -> Result<()> {
    let about = |party| events::ActiveModel { party_id: Set(Some(party)), ..row(ctx, topic) };
    write(db, parties.into_iter().map(about).collect()).await
}

/// Something changed for these people alone (1 query for each 500, on PostgreSQL one more).
pub async fn emit_to<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    users: impl IntoIterator<Item = Uuid>,
    topic: Topic,
) -> Result<()> {
    let to = |user| events::ActiveModel { user_id: Set(Some(user)), ..row(ctx, topic) };
    write(db, users.into_iter().map(to).collect()).await
}

fn row(ctx: &Ctx, topic: Topic) -> events::ActiveModel {
    events::ActiveModel {
        id: NotSet,
        party_id: Set(None),
        user_id: Set(None),
        actor_id: Set(ctx.user.as_ref().map(|user| user.id.0)),
        topic: Set(topic.code().to_owned()),
        created_at: Set(ctx.now()),
    }
}

async fn write<C: ConnectionTrait>(db: &C, rows: Vec<events::ActiveModel>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    for some in rows.chunks(AT_ONCE) {
        events::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(notice::give(db).await?)
}
