//! Answers, posts and reactions.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{at, maybe_at, of_me};
use crate::{
    backend::{
        Ctx, board,
        entities::{invites, parties, post_pictures, posts, reactions},
    },
    domain::{InviteId, PartyId, PictureId, PostId},
    error::Result,
};

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
            "id": InviteId(row.id).to_string(),
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
            "waits_since": maybe_at(row.queued_at),
            "moved_up_at": maybe_at(row.moved_up_at),
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
            "pinned_at": maybe_at(row.pinned_at),
            "edited_at": maybe_at(row.edited_at),
        })
    };
    Ok(rows.into_iter().map(post).collect())
}

pub(super) async fn reactions(ctx: &Ctx) -> Result<Value> {
    let rows = reactions::Entity::find()
        .filter(of_me(ctx, reactions::Column::UserId, reactions::Column::InviteId).await?)
        .order_by_asc(reactions::Column::Id)
        .all(ctx.db().read())
        .await?;
    let shown = rows
        .into_iter()
        .map(|row| json!({ "post": PostId(row.post_id).to_string(), "reaction": row.kind, "at": at(row.created_at) }));
    Ok(shown.collect())
}
