//! Writes down a message for each webhook, with what happened as its owner may see it. The job ends in the transaction in
//! which the messages are written, so that there is one of each. What a post says is not written down once it is removed,
//! nor anything about guests who are off the list.

use anyhow::Result;
use app::{
    backend::{
        Ctx, board,
        jobs::{self, Claimed},
        webhooks::{self, About, News, Rest},
    },
    domain::{PartyId, WebhookId},
    error::AppError,
};

use crate::{again, state::AppState, v1};

pub async fn run(state: &AppState, claimed: &Claimed, party: PartyId, news: &News) -> Result<()> {
    let ctx = state.command_ctx();
    let mut messages = Vec::new();
    for listener in webhooks::listeners(&ctx, ctx.db().read(), party, news).await? {
        let owner = Ctx { user: Some(listener.owner.person()), ..ctx.clone() };
        match v1::news::messages(&owner, party, news).await {
            Ok(bodies) => messages.extend(bodies.into_iter().map(|body| (listener.webhook, body))),
            // It is gone by now, or nothing for this owner.
            Err(AppError::NotFound | AppError::Forbidden) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(again::settle(ctx.db().patience(), || once(&ctx, claimed, party, news, &messages)).await?)
}

async fn once(
    ctx: &Ctx,
    claimed: &Claimed,
    party: PartyId,
    news: &News,
    messages: &[(WebhookId, String)],
) -> Result<(), AppError> {
    let txn = ctx.db().begin().await?;
    let post = news.post();
    // It may have been removed since it was read.
    let there = match post {
        Some(post) if !messages.is_empty() => match board::hold(&txn, party, post).await {
            Err(AppError::NotFound) => false,
            held => held.map(|()| true)?,
        },
        _ => true,
    };
    let guests: &[_] = if messages.is_empty() { &[] } else { news.guests() };
    let gone = webhooks::gone(&txn, party, guests).await?;
    let about = About { party: Some(party), post };
    for (webhook, body) in messages.iter().filter(|_| there) {
        let body = match webhooks::without_guests(body, &gone) {
            Rest::Whole => body.clone(),
            Rest::Part(body) => body,
            Rest::Nothing => continue,
        };
        webhooks::write_down(ctx, &txn, *webhook, news.event(), about, body).await?;
    }
    if jobs::done(&txn, claimed).await? {
        txn.commit().await?;
        ctx.services.signal.raise();
    }
    Ok(())
}
