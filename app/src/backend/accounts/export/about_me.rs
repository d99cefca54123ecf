//! The account itself, where it is logged in, and what it was told.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{at, maybe_at, me};
use crate::{
    backend::{
        Ctx,
        entities::{address_changes, calendar_feeds, digests, notifications, sessions},
        mail::{languages, unsubscribe},
    },
    domain::{PartyId, PhotoId, PictureId, PostId, UserId},
    error::Result,
};

pub(super) async fn account(ctx: &Ctx) -> Result<Value> {
    let user = me(ctx, ctx.db().read()).await?;
    let mut account = json!({
        "id": UserId(user.id).to_string(),
        "username": user.username,
        "name": user.display_name,
        "about": user.bio,
        "email": user.email,
        "email_verified_at": maybe_at(user.email_verified_at),
        "photo": user.photo_id.map(|photo| PictureId(photo).to_string()),
        "muted_notifications": user.muted_notifications,
        "nobody_tags_me": user.untaggable,
        "looks_after_the_site": user.admin,
        "second_factor": user.second_factor,
        "made_at": at(user.created_at),
        "leaves_at": maybe_at(user.leaves_at),
    });
    account["mails"] = mails(ctx, &user.email).await?;
    account["new_address"] = new_address(ctx).await?;
    account["calendar_feed"] = calendar_feed(ctx).await?;
    Ok(account)
}

/// Which mails the account gets, and how.
async fn mails(ctx: &Ctx, address: &str) -> Result<Value> {
    let (db, me) = (ctx.db().read(), ctx.user()?.id.0);
    let language = languages::noted(ctx, db, address).await?;
    let language = language
        .map(|row| json!({ "language": row.language, "chosen_by_me": row.chosen, "noted_at": at(row.noted_at) }));
    let turned_off = unsubscribe::turned_off(ctx, db, address).await?;
    let turned_off = turned_off.into_iter().map(|(scope, since)| json!({ "mails": scope, "since": at(since) }));
    let digest = digests::Entity::find_by_id(me).one(db).await?;
    let digest = digest.map(|row| {
        let last = Some(row.sent_at).filter(|sent| *sent > 0);
        json!({ "kinds": row.kinds, "last_sent_at": maybe_at(last) })
    });
    Ok(json!({ "language": language, "turned_off": turned_off.collect::<Value>(), "digest": digest }))
}

/// The address that may replace the one of the account.
async fn new_address(ctx: &Ctx) -> Result<Value> {
    let change = address_changes::Entity::find_by_id(ctx.user()?.id.0).one(ctx.db().read()).await?;
    let change = change.map(|row| {
        json!({
            "email": row.email,
            "asked_at": at(row.created_at),
            "confirmed_at_the_old_one_at": maybe_at(row.old_confirmed_at),
            "confirmed_at_the_new_one_at": maybe_at(row.new_confirmed_at),
        })
    });
    Ok(change.into())
}

async fn calendar_feed(ctx: &Ctx) -> Result<Value> {
    let feed = calendar_feeds::Entity::find_by_id(ctx.user()?.id.0).one(ctx.db().read()).await?;
    Ok(feed.map(|row| json!({ "on": row.token_hash.is_some(), "made_at": at(row.created_at) })).into())
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
            "photo": row.photo_id.map(|photo| PhotoId(photo).to_string()),
            "count": row.count,
            "first_at": at(row.created_at),
            "last_at": at(row.updated_at),
            "read_at": maybe_at(row.read_at),
        })
    });
    Ok(shown.collect())
}
