//! Photos that somebody reported: told to the hosts, listed for those who decide, and taken down or left.

mod add;
mod judge;
mod list;

pub use add::{report, to_report};
pub use judge::{dismiss, may_remove};
pub use list::{everywhere, of_party};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::{
    backend::entities::photo_reports::{self, Column},
    domain::PartyId,
    error::Result,
};

/// Reports about which nobody has decided.
fn open() -> Condition {
    Condition::all().add(Column::ClosedAt.is_null())
}

/// How many photos of a party have open reports (1 query).
pub async fn count<C: ConnectionTrait>(db: &C, party: PartyId) -> Result<i64> {
    let photos = photo_reports::Entity::find().select_only().column(Column::PhotoId).distinct();
    let count = photos.filter(Column::PartyId.eq(party.0)).filter(open()).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
