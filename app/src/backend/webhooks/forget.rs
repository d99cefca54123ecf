//! What is not sent any more: the words of posts that are removed, and what waits for somebody who leaves.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Query};
use uuid::Uuid;

use crate::{
    backend::entities::{posts, webhook_deliveries as deliveries, webhooks},
    error::Result,
};

/// Takes away the messages that tell of these posts (1 query). Their jobs find nothing to send.
pub async fn forget_posts(txn: &DatabaseTransaction, posts: impl IntoIterator<Item = Uuid>) -> Result<()> {
    deliveries::Entity::delete_many().filter(deliveries::Column::PostId.is_in(posts)).exec(txn).await?;
    Ok(())
}

/// The same for all posts of these parties, which are locked and to be deleted next (1 query).
pub async fn forget_parties(txn: &DatabaseTransaction, parties: &[Uuid]) -> Result<()> {
    let theirs = Query::select()
        .column(posts::Column::Id)
        .from(posts::Entity)
        .and_where(posts::Column::PartyId.is_in(parties.iter().copied()))
        .to_owned();
    deliveries::Entity::delete_many().filter(deliveries::Column::PostId.in_subquery(theirs)).exec(txn).await?;
    Ok(())
}

/// Takes away all messages that wait for the webhooks of an account (1 query).
pub async fn forget_owner(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    let theirs = Query::select()
        .column(webhooks::Column::Id)
        .from(webhooks::Entity)
        .and_where(webhooks::Column::UserId.eq(user))
        .to_owned();
    deliveries::Entity::delete_many().filter(deliveries::Column::WebhookId.in_subquery(theirs)).exec(txn).await?;
    Ok(())
}
