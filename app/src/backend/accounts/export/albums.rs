//! Photos in albums, and what the account said about photos.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{at, maybe_at, of_me, reports};
use crate::{
    backend::{
        Ctx, album,
        entities::{photo_comments, photo_likes, photo_people, photo_tags, photos},
    },
    domain::{PartyId, PhotoId, PictureId},
    error::Result,
};

pub(super) async fn photos(ctx: &Ctx) -> Result<Value> {
    let (db, me) = (ctx.db().read(), ctx.user()?.id.0);
    let mine = photos::Entity::find().filter(album::added_by(db, me).await?);
    let ids = mine.clone().select_only().column(photos::Column::Id).into_query();
    let tag_rows = photo_tags::Entity::find().filter(photo_tags::Column::PhotoId.in_subquery(ids)).all(db).await?;
    let mut tags: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in tag_rows {
        tags.entry(row.photo_id).or_default().push(row.tag);
    }
    let rows = mine.order_by_asc(photos::Column::Id).all(db).await?;
    let rows = rows.into_iter().map(|row| photo(&row, tags.remove(&row.id).unwrap_or_default()));
    let photos: Value = rows.collect();
    Ok(json!({
        "photos": photos,
        "comments": comments(ctx).await?,
        "likes": likes(ctx).await?,
        "tagged": tagged(ctx).await?,
        "reports": reports::of_photos(ctx).await?,
    }))
}

fn photo(row: &photos::Model, tags: Vec<String>) -> Value {
    json!({
        "id": PhotoId(row.id).to_string(),
        "party": PartyId(row.party_id).to_string(),
        "file": PictureId(row.picture_id).to_string(),
        "name": row.name,
        "kept_as_sent": row.original,
        "bytes": row.bytes,
        "width": row.width,
        "height": row.height,
        "state": row.status,
        "failure": row.failure,
        "hidden": row.hidden,
        "approved": row.approved,
        "caption": row.caption,
        "tags": tags,
        "taken_at": maybe_at(row.taken_at),
        "minutes_east_of_utc": row.taken_offset,
        "camera": row.camera,
        "lens": row.lens,
        "exposure": row.exposure,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "place": row.place,
        "added_at": at(row.created_at),
    })
}

async fn comments(ctx: &Ctx) -> Result<Value> {
    let rows = photo_comments::Entity::find()
        .filter(of_me(ctx, photo_comments::Column::UserId, photo_comments::Column::InviteId).await?)
        .order_by_asc(photo_comments::Column::Id)
        .all(ctx.db().read())
        .await?;
    let shown = rows
        .into_iter()
        .map(|row| json!({ "photo": PhotoId(row.photo_id).to_string(), "text": row.text, "at": at(row.created_at) }));
    Ok(shown.collect())
}

async fn likes(ctx: &Ctx) -> Result<Value> {
    let rows = photo_likes::Entity::find()
        .filter(of_me(ctx, photo_likes::Column::UserId, photo_likes::Column::InviteId).await?)
        .order_by_asc(photo_likes::Column::Id)
        .all(ctx.db().read())
        .await?;
    let shown =
        rows.into_iter().map(|row| json!({ "photo": PhotoId(row.photo_id).to_string(), "at": at(row.created_at) }));
    Ok(shown.collect())
}

/// On which photos I am.
async fn tagged(ctx: &Ctx) -> Result<Value> {
    let rows = photo_people::Entity::find()
        .filter(of_me(ctx, photo_people::Column::UserId, photo_people::Column::InviteId).await?)
        .order_by_asc(photo_people::Column::Id)
        .all(ctx.db().read())
        .await?;
    let shown =
        rows.into_iter().map(|row| json!({ "photo": PhotoId(row.photo_id).to_string(), "at": at(row.created_at) }));
    Ok(shown.collect())
}
