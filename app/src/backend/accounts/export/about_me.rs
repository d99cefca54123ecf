//! The account itself, where it is logged in, how it gets in, and what it was told.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{at, maybe_at, me};
use crate::{
    backend::{
        Ctx,
        entities::{api_tokens, identities, notifications, passkeys, sessions, webhooks},
        mail::{languages, unsubscribe},
    },
    domain::{PartyId, PictureId, PostId, language::Language},
    error::Result,
};

pub(super) async fn account(ctx: &Ctx) -> Result<Value> {
    let db = ctx.db().read();
    let user = me(ctx, db).await?;
    let language = languages::of_all(ctx, db, [user.email.clone()]).await?.remove(&user.email);
    Ok(json!({
        "username": user.username,
        "name": user.display_name,
        "about": user.bio,
        "email": user.email,
        "email_verified_at": maybe_at(user.email_verified_at),
        "photo": user.photo_id.map(|photo| PictureId(photo).to_string()),
        "language_of_mails": language.map(Language::code),
        "mails_turned_off": unsubscribe::turned_off(ctx, db, &user.email).await?,
        "muted_notifications": user.muted_notifications,
        "looks_after_the_site": user.admin,
        "second_factor": user.second_factor,
        "made_at": at(user.created_at),
        "leaves_at": maybe_at(user.leaves_at),
    }))
}

pub(super) async fn devices(ctx: &Ctx) -> Result<Value> {
    let rows = sessions::Entity::find()
        .filter(sessions::Column::UserId.eq(ctx.user()?.id.0))
        .order_by_desc(sessions::Column::SeenAt)
        .all(ctx.db().read())
        .await?;
    let shown = rows.into_iter().map(|row| {
        json!({
            "device": row.device,
            "place": row.place,
            "logged_in_at": at(row.created_at),
            "last_used_at": at(row.seen_at),
            "ends_at": at(row.expires_at),
        })
    });
    Ok(shown.collect())
}

pub(super) async fn ways_in(ctx: &Ctx) -> Result<Value> {
    let (db, me) = (ctx.db().read(), ctx.user()?.id.0);
    let passkeys = passkeys::Entity::find().filter(passkeys::Column::UserId.eq(me)).all(db).await?;
    let tokens = api_tokens::Entity::find().filter(api_tokens::Column::UserId.eq(me)).all(db).await?;
    let webhooks = webhooks::Entity::find().filter(webhooks::Column::UserId.eq(me)).all(db).await?;
    let identities = identities::Entity::find().filter(identities::Column::UserId.eq(me)).all(db).await?;
    let passkey = |row: passkeys::Model| json!({ "name": row.name, "made_at": at(row.created_at), "last_used_at": maybe_at(row.used_at) });
    let identity = |row: identities::Model| {
        json!({
            "provider": row.provider,
            "issuer": row.issuer,
            "subject": row.subject,
            "email": row.email,
            "connected_at": at(row.created_at),
            "last_used_at": maybe_at(row.used_at),
        })
    };
    let token = |row: api_tokens::Model| {
        json!({
            "name": row.name,
            "scopes": row.scopes,
            "made_at": at(row.created_at),
            "ends_at": maybe_at(row.expires_at),
            "last_used_at": maybe_at(row.used_at),
        })
    };
    let webhook =
        |row: webhooks::Model| json!({ "url": row.url, "topics": row.topics, "added_at": at(row.created_at) });
    Ok(json!({
        "passkeys": passkeys.into_iter().map(passkey).collect::<Value>(),
        "logins": identities.into_iter().map(identity).collect::<Value>(),
        "api_tokens": tokens.into_iter().map(token).collect::<Value>(),
        "webhooks": webhooks.into_iter().map(webhook).collect::<Value>(),
    }))
}

pub(super) async fn notifications(ctx: &Ctx) -> Result<Value> {
    let rows = notifications::Entity::find()
        .filter(notifications::Column::UserId.eq(ctx.user()?.id.0))
        .order_by_desc(notifications::Column::UpdatedAt)
        .all(ctx.db().read())
        .await?;
    let shown = rows.into_iter().map(|row| {
        json!({
            "kind": row.kind,
            "party": row.party_id.map(|party| PartyId(party).to_string()),
            "post": row.post_id.map(|post| PostId(post).to_string()),
            "count": row.count,
            "first_at": at(row.created_at),
            "last_at": at(row.updated_at),
            "read_at": maybe_at(row.read_at),
        })
    });
    Ok(shown.collect())
}
