//! All photos that are kept as they were sent, some at a time.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    backend::{
        Services,
        entities::photos::{self, Column},
    },
    domain::{PhotoId, PictureId, time::Millis},
    error::Result,
};

/// Photos that are looked up at once.
const AT_ONCE: u64 = 1_000;

/// Photos that are kept as they were sent, and that were added at `since` or later: those behind one of them, in the order
/// of their identifiers; none at the end (1 query).
pub async fn originals(
    services: &Services,
    behind: Option<PhotoId>,
    since: Millis,
) -> Result<Vec<(PhotoId, PictureId)>> {
    let mut next = photos::Entity::find().select_only().columns([Column::Id, Column::PictureId]);
    if let Some(behind) = behind {
        next = next.filter(Column::Id.gt(behind.0));
    }
    let found: Vec<(Uuid, Uuid)> = next
        .filter(Column::Original.is_not_null())
        .filter(Column::CreatedAt.gte(since))
        .order_by_asc(Column::Id)
        .limit(AT_ONCE)
        .into_tuple()
        .all(services.db.read())
        .await?;
    Ok(found.into_iter().map(|(photo, picture)| (photo.into(), picture.into())).collect())
}
