//! Posts that somebody reported: told to the hosts, listed for those who decide, and taken down or left.

mod add;
mod judge;
mod list;

pub use add::{report, to_report};
pub use judge::{back, dismiss, may_remove};
pub use list::{everywhere, of_party};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{backend::entities::reports, domain::PartyId, error::Result};

/// Reports about which nobody has decided.
pub fn open() -> Condition {
    Condition::all().add(reports::Column::ClosedAt.is_null())
}

/// How many posts of a party have open reports (1 query).
pub async fn count<C: ConnectionTrait>(db: &C, party: PartyId) -> Result<i64> {
    let posts = reports::Entity::find().select_only().column(reports::Column::PostId).distinct();
    let count = posts.filter(reports::Column::PartyId.eq(party.0)).filter(open()).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many posts of all parties have open reports (1 query).
pub async fn count_all<C: ConnectionTrait>(db: &C) -> Result<i64> {
    let posts = reports::Entity::find().select_only().column(reports::Column::PostId).distinct();
    let count = posts.filter(open()).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Posts that are gone, or of which nothing is left but their place, are reported no longer (1 query).
pub async fn forget<C: ConnectionTrait>(db: &C, posts: impl IntoIterator<Item = Uuid>) -> Result<()> {
    reports::Entity::delete_many().filter(reports::Column::PostId.is_in(posts)).exec(db).await?;
    Ok(())
}
