//! Events as they are handed on.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    backend::{Services, entities::events},
    domain::live::Topic,
    error::Result,
};

/// Something that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Later ones are greater, but may be written earlier.
    pub id: i64,
    pub party: Option<Uuid>,
    /// The only one whom it concerns.
    pub user: Option<Uuid>,
    pub actor: Option<Uuid>,
    pub topic: Topic,
}

/// At most `limit` changes with identifiers above `id`, in their order; and where to go on, if there may be more (1 query).
/// Topics that this version does not know are left out.
pub async fn after(services: &Services, id: i64, limit: u64) -> Result<(Vec<Change>, Option<i64>)> {
    let rows = events::Entity::find()
        .filter(events::Column::Id.gt(id))
        .order_by_asc(events::Column::Id)
        .limit(limit)
        .all(services.db.read())
        .await?;
    let more = rows.last().filter(|_| rows.len() as u64 >= limit).map(|row| row.id);
    Ok((rows.into_iter().filter_map(change).collect(), more))
}

fn change(row: events::Model) -> Option<Change> {
    let topic = row.topic.parse().ok()?;
    Some(Change { id: row.id, party: row.party_id, user: row.user_id, actor: row.actor_id, topic })
}

/// The greatest identifier, 0 if there is none (1 query).
pub async fn newest<C: ConnectionTrait>(db: &C) -> Result<i64> {
    let newest: Option<i64> = events::Entity::find()
        .select_only()
        .column(events::Column::Id)
        .order_by_desc(events::Column::Id)
        .into_tuple()
        .one(db)
        .await?;
    Ok(newest.unwrap_or_default())
}
