//! What is not sent any more: the words of posts that are removed, and what waits for somebody who leaves.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::Query};
use uuid::Uuid;

use crate::{
    backend::{
        db::AT_ONCE,
        entities::{posts, webhook_deliveries as deliveries, webhooks},
    },
    error::Result,
};

/// Takes away the messages that tell of these posts (1 query). Their jobs find nothing to send.
pub async fn forget_posts(txn: &DatabaseTransaction, posts: impl IntoIterator<Item = Uuid>) -> Result<()> {
    deliveries::Entity::delete_many().filter(deliveries::Column::PostId.is_in(posts)).exec(txn).await?;
    Ok(())
}

/// The same for all posts of these parties, which are locked and to be deleted next (1 query, one more for each 500
/// messages). They are looked up first: to delete those that a sub-select names, MariaDB before 11.1 reads all of them.
pub async fn forget_parties(txn: &DatabaseTransaction, parties: &[Uuid]) -> Result<()> {
    let theirs = Query::select()
        .column(posts::Column::Id)
        .from(posts::Entity)
        .and_where(posts::Column::PartyId.is_in(parties.iter().copied()))
        .to_owned();
    let messages: Vec<Uuid> = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::Id)
        .filter(deliveries::Column::PostId.in_subquery(theirs))
        .into_tuple()
        .all(txn)
        .await?;
    for some in messages.chunks(AT_ONCE) {
        deliveries::Entity::delete_many().filter(deliveries::Column::Id.is_in(some.iter().copied())).exec(txn).await?;
    }
    Ok(())
}

/// Takes away all messages that wait for the webhooks of an account (2 queries), which are few.
pub async fn forget_owner(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    let theirs: Vec<Uuid> = webhooks::Entity::find()
        .select_only()
        .column(webhooks::Column::Id)
        .filter(webhooks::Column::UserId.eq(user))
        .into_tuple()
        .all(txn)
        .await?;
    deliveries::Entity::delete_many().filter(deliveries::Column::WebhookId.is_in(theirs)).exec(txn).await?;
    Ok(())
}
