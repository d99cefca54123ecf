//! Sends a message to a webhook, and notes in the transaction that ends the job whether it has arrived. A process that dies
//! in between sends it again, under the same identifier.

use anyhow::Result;
use app::{
    backend::{
        Services,
        jobs::{self, Claimed},
        webhooks::{self, Outgoing},
    },
    domain::DeliveryId,
    error::AppError,
};

use crate::{again, state::AppState};

/// How long a message waits whose receiver is slow, in milliseconds.
const LATER: i64 = 30_000;

pub async fn run(state: &AppState, claimed: &Claimed, delivery: DeliveryId) -> Result<()> {
    let services = &state.services;
    let Some(message) = webhooks::outgoing(services, delivery).await? else {
        jobs::done(services.db.write(), claimed).await?;
        return Ok(());
    };
    let Some(turn) = state.caller.turn(&message.url).await else {
        jobs::postpone(services, claimed, LATER).await?;
        return Ok(());
    };
    let key = services.links.webhook_key(message.webhook);
    let arrived = state.caller.call(&message, &key, services.clock.now()).await;
    drop(turn);
    let note = || once(services, claimed, &message, arrived.clone());
    Ok(again::settle(services.db.patience(), note).await?)
}

async fn once(
    services: &Services,
    claimed: &Claimed,
    message: &Outgoing,
    arrived: Result<(), String>,
) -> Result<(), AppError> {
    let txn = services.db.begin().await?;
    webhooks::settle(services, &txn, message, arrived).await?;
    if jobs::done(&txn, claimed).await? {
        txn.commit().await?;
    }
    Ok(())
}
