//! How the account gets in, and programs that act for it or hear of its parties. Keys and secrets stay here.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{at, maybe_at};
use crate::{
    backend::{
        Ctx,
        entities::{api_tokens, identities, passkeys, recovery_codes, webhook_deliveries, webhooks},
    },
    domain::{DeliveryId, PartyId, PostId, WebhookId},
    error::Result,
};

pub(super) async fn ways_in(ctx: &Ctx) -> Result<Value> {
    let (db, me) = (ctx.db().read(), ctx.user()?.id.0);
    let passkeys = passkeys::Entity::find().filter(passkeys::Column::UserId.eq(me)).all(db).await?;
    let codes = recovery_codes::Entity::find().filter(recovery_codes::Column::UserId.eq(me)).all(db).await?;
    let identities = identities::Entity::find().filter(identities::Column::UserId.eq(me)).all(db).await?;
    let tokens = api_tokens::Entity::find().filter(api_tokens::Column::UserId.eq(me)).all(db).await?;
    let passkey = |row: passkeys::Model| json!({ "name": row.name, "made_at": at(row.created_at), "last_used_at": maybe_at(row.used_at) });
    let code = |row: recovery_codes::Model| json!({ "made_at": at(row.created_at) });
    Ok(json!({
        "passkeys": passkeys.into_iter().map(passkey).collect::<Value>(),
        "recovery_codes": codes.into_iter().map(code).collect::<Value>(),
        "logins": identities.into_iter().map(identity).collect::<Value>(),
        "api_tokens": tokens.into_iter().map(token).collect::<Value>(),
        "webhooks": webhooks(ctx).await?,
    }))
}

fn identity(row: identities::Model) -> Value {
    json!({
        "provider": row.provider,
        "issuer": row.issuer,
        "subject": row.subject,
        "email": row.email,
        "connected_at": at(row.created_at),
        "last_used_at": maybe_at(row.used_at),
    })
}

fn token(row: api_tokens::Model) -> Value {
    json!({
        "name": row.name,
        "scopes": row.scopes,
        "made_at": at(row.created_at),
        "ends_at": maybe_at(row.expires_at),
        "last_used_at": maybe_at(row.used_at),
    })
}

/// With the messages that have not arrived, without what those say about other people.
async fn webhooks(ctx: &Ctx) -> Result<Value> {
    let (db, me) = (ctx.db().read(), ctx.user()?.id.0);
    let rows = webhooks::Entity::find().filter(webhooks::Column::UserId.eq(me)).all(db).await?;
    let waiting = webhook_deliveries::Entity::find()
        .filter(webhook_deliveries::Column::WebhookId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(webhook_deliveries::Column::Id)
        .all(db)
        .await?;
    let shown = rows.into_iter().map(|row| {
        let of_this = waiting.iter().filter(|message| message.webhook_id == row.id);
        json!({
            "id": WebhookId(row.id).to_string(),
            "url": row.url,
            "topics": row.topics,
            "added_at": at(row.created_at),
            "last_arrived_at": maybe_at(row.delivered_at),
            "paused_at": maybe_at(row.paused_at),
            "undelivered": of_this.map(message).collect::<Value>(),
        })
    });
    Ok(shown.collect())
}

fn message(row: &webhook_deliveries::Model) -> Value {
    json!({
        "id": DeliveryId(row.id).to_string(),
        "event": row.event,
        "party": row.party_id.map(|party| PartyId(party).to_string()),
        "post": row.post_id.map(|post| PostId(post).to_string()),
        "attempts_in_vain": row.attempts,
        "last_error": row.last_error,
        "given_up_at": maybe_at(row.failed_at),
        "happened_at": at(row.created_at),
    })
}
