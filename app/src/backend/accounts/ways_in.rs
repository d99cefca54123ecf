//! What gets into an account or reads along, and when that ends.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    backend::{
        api_tokens, calendar,
        entities::{identities, passkeys},
        passkeys::without_second_factor,
        tokens, webhooks,
    },
    error::Result,
};

/// After a new password, links that were mailed, API tokens and the address of the calendar work no longer: whoever had the
/// old password may know them (4 queries). Sessions end apart from this, for one of them may be the owner's. Webhooks stay,
/// and the owner is told of them.
pub(super) async fn end_known<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<()> {
    tokens::end_ways_in(db, user).await?;
    api_tokens::remove_all(db, user).await?;
    calendar::end(db, user).await
}

/// Whoever made the account had not shown that the address is theirs: what else gets in or reads along ends, too
/// (5 queries).
pub(super) async fn take_over(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    passkeys::Entity::delete_many().filter(passkeys::Column::UserId.eq(user)).exec(txn).await?;
    identities::Entity::delete_many().filter(identities::Column::UserId.eq(user)).exec(txn).await?;
    webhooks::remove_all(txn, user).await?;
    without_second_factor(txn, user).await
}
