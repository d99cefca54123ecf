//! Parties, answers, posts: what the account has made.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{at, hosted_by, maybe_at};
use crate::{
    backend::{
        Ctx, board,
        entities::{invites, parties, post_pictures, posts, reactions},
    },
    domain::{PartyId, PictureId, PostId},
    error::Result,
};

pub(super) async fn parties(ctx: &Ctx) -> Result<Value> {
    let rows = parties::Entity::find()
        .filter(parties::Column::Id.in_subquery(hosted_by(ctx.user()?.id.0)))
        .order_by_asc(parties::Column::FirstEntry)
        .all(ctx.db().read())
        .await?;
    Ok(rows.into_iter().map(party).collect())
}

fn party(row: parties::Model) -> Value {
    json!({
        "id": PartyId(row.id).to_string(),
        "title": row.title,
        "description": row.description,
        "place": row.place,
        "flat": row.flat,
        "address": row.address,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "time_zone": row.time_zone,
        "first_entry": at(row.first_entry),
        "last_entry": at(row.last_entry),
        "cover": row.cover_id.map(|cover| PictureId(cover).to_string()),
        "cover_description": row.cover_alt,
        "theme": row.theme,
        "visibility": row.visibility,
        "guest_list": row.guest_list,
        "address_shown": row.address_shown,
        "capacity": row.capacity,
        "plus_ones": row.plus_ones,
        "deadline": maybe_at(row.deadline),
        "cancelled_at": maybe_at(row.cancelled_at),
        "made_at": at(row.created_at),
        "changed_at": at(row.updated_at),
    })
}

/// What hosts note about their guests is theirs, and not in here.
pub(super) async fn invitations(ctx: &Ctx) -> Result<Value> {
    let rows = invites::Entity::find()
        .find_also_related(parties::Entity)
        .filter(invites::Column::UserId.eq(ctx.user()?.id.0))
        .order_by_asc(invites::Column::Id)
        .all(ctx.db().read())
        .await?;
    let shown = rows.into_iter().map(|(row, party)| {
        json!({
            "party": PartyId(row.party_id).to_string(),
            "title": party.map(|party| party.title),
            "name": row.name,
            "email": row.email,
            "answer": row.answer,
            "plus_ones": row.plus_ones,
            "message": row.message,
            "invited_at": at(row.created_at),
            "opened_at": maybe_at(row.opened_at),
            "last_opened_at": maybe_at(row.last_opened_at),
            "answered_at": maybe_at(row.answered_at),
            "checked_in_at": maybe_at(row.checked_in_at),
        })
    });
    Ok(shown.collect())
}

pub(super) async fn posts(ctx: &Ctx) -> Result<Value> {
    let db = ctx.db().read();
    let mine = board::written_by(db, ctx.user()?.id.0).await?;
    let rows = posts::Entity::find().filter(mine.clone()).order_by_asc(posts::Column::Id).all(db).await?;
    let shown = post_pictures::Entity::find()
        .inner_join(posts::Entity)
        .filter(mine)
        .order_by_asc(post_pictures::Column::Place)
        .all(db)
        .await?;
    let mut pictures: HashMap<Uuid, Vec<Value>> = HashMap::new();
    for row in shown {
        let picture = json!({ "id": PictureId(row.picture_id).to_string(), "description": row.alt });
        pictures.entry(row.post_id).or_default().push(picture);
    }
    let post = |row: posts::Model| {
        json!({
            "id": PostId(row.id).to_string(),
            "party": PartyId(row.party_id).to_string(),
            "reply_to": row.parent_id.map(|parent| PostId(parent).to_string()),
            "text": row.text,
            "announcement": row.announcement,
            "pictures": pictures.remove(&row.id).unwrap_or_default(),
            "posted_at": at(row.created_at),
            "edited_at": maybe_at(row.edited_at),
        })
    };
    Ok(rows.into_iter().map(post).collect())
}

pub(super) async fn reactions(ctx: &Ctx) -> Result<Value> {
    let rows = reactions::Entity::find()
        .filter(reactions::Column::UserId.eq(ctx.user()?.id.0))
        .order_by_asc(reactions::Column::Id)
        .all(ctx.db().read())
        .await?;
    let shown = rows
        .into_iter()
        .map(|row| json!({ "post": PostId(row.post_id).to_string(), "reaction": row.kind, "at": at(row.created_at) }));
    Ok(shown.collect())
}
