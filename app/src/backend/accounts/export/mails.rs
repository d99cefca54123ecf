//! Mails to the account, and what became of them. What they say is in the mailbox they went to.

use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{at, maybe_at, of_me};
use crate::{
    backend::{Ctx, entities::mails},
    domain::{PartyId, time::Millis},
    error::Result,
};

/// Kind, party, identifier, state, reason, attempts, and when it was queued, sent and settled.
type Row = (String, Option<Uuid>, String, String, String, i32, Millis, Option<Millis>, Option<Millis>);

pub(super) async fn mails(ctx: &Ctx) -> Result<Value> {
    use mails::Column as Of;
    let rows: Vec<Row> = mails::Entity::find()
        .select_only()
        .columns([Of::Kind, Of::PartyId, Of::MessageKey, Of::State, Of::Reason])
        .columns([Of::Attempts, Of::QueuedAt, Of::SentAt, Of::SettledAt])
        .filter(of_me(ctx, Of::UserId, Of::InviteId).await?)
        .order_by_asc(Of::Id)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    let shown = rows.into_iter().map(|(kind, party, key, state, reason, attempts, queued, sent, settled)| {
        json!({
            "kind": kind,
            "party": party.map(|party| PartyId(party).to_string()),
            "message_id": key,
            "state": state,
            "reason": reason,
            "attempts_in_vain": attempts,
            "queued_at": at(queued),
            "sent_at": maybe_at(sent),
            "settled_at": maybe_at(settled),
        })
    });
    Ok(shown.collect())
}
