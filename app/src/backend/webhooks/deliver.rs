//! One message: what is sent, and what becomes of it.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    backend::{
        Services,
        entities::{webhook_deliveries as deliveries, webhooks},
        jobs::{self, Job},
    },
    domain::{
        DeliveryId, WebhookId,
        text::cut,
        time::{HOUR, MINUTE, Millis, SECOND},
    },
    error::Result,
};

/// The waits after tries in vain, as the Standard Webhooks recommend them; after the last try the message is given up.
const WAITS: [Millis; 8] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR];
/// Characters of an error that are kept.
const LONGEST_ERROR: usize = 300;

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub id: DeliveryId,
    pub webhook: WebhookId,
    pub url: String,
    pub body: String,
    /// Tries in vain so far.
    attempts: i32,
}

/// The message, unless it has arrived or was given up, or its webhook is gone (1 query).
pub async fn outgoing(services: &Services, id: DeliveryId) -> Result<Option<Outgoing>> {
    let found = deliveries::Entity::find_by_id(id.0)
        .filter(deliveries::Column::FailedAt.is_null())
        .find_also_related(webhooks::Entity)
        .one(services.db.read())
        .await?;
    Ok(found.and_then(|(delivery, webhook)| {
        let webhook = webhook?;
        Some(Outgoing {
            id,
            webhook: webhook.id.into(),
            url: webhook.url,
            body: delivery.body,
            attempts: delivery.attempts,
        })
    }))
}

/// Notes whether a message has arrived. If not, it is tried again later, until it is given up: then its webhook rests until
/// something arrives there (at most 3 queries).
pub async fn settle(
    services: &Services,
    txn: &DatabaseTransaction,
    sent: &Outgoing,
    arrived: std::result::Result<(), String>,
) -> Result<()> {
    let now = services.clock.now();
    let Err(error) = arrived else { return arrive(txn, sent, now).await };
    let error = cut(&error, LONGEST_ERROR);
    let wait = usize::try_from(sent.attempts).ok().and_then(|attempts| WAITS.get(attempts));
    deliveries::Entity::update_many()
        .col_expr(deliveries::Column::Attempts, Expr::col(deliveries::Column::Attempts).add(1))
        .col_expr(deliveries::Column::LastError, Expr::value(Some(error)))
        .col_expr(deliveries::Column::FailedAt, Expr::value(wait.is_none().then_some(now)))
        .filter(deliveries::Column::Id.eq(sent.id.0))
        .exec(txn)
        .await?;
    match wait {
        Some(wait) => jobs::enqueue_at(txn, &Job::DeliverWebhook { delivery: sent.id }, now + wait, now).await,
        None => rest(txn, sent, now).await,
    }
}

async fn arrive(txn: &DatabaseTransaction, sent: &Outgoing, now: Millis) -> Result<()> {
    deliveries::Entity::delete_by_id(sent.id.0).exec(txn).await?;
    webhooks::Entity::update_many()
        .col_expr(webhooks::Column::DeliveredAt, Expr::value(now))
        .col_expr(webhooks::Column::PausedAt, Expr::value(None::<Millis>))
        .filter(webhooks::Column::Id.eq(sent.webhook.0))
        .exec(txn)
        .await?;
    Ok(())
}

async fn rest(txn: &DatabaseTransaction, sent: &Outgoing, now: Millis) -> Result<()> {
    webhooks::Entity::update_many()
        .col_expr(webhooks::Column::PausedAt, Expr::value(now))
        .filter(webhooks::Column::Id.eq(sent.webhook.0))
        .filter(webhooks::Column::PausedAt.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_and_longer_for_about_two_days() {
        assert!(WAITS.is_sorted());
        assert!((48..60).contains(&(WAITS.iter().sum::<Millis>() / HOUR)));
    }
}
