//! The words of the photos on a page.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Scope;
use crate::{
    backend::{
        Ctx,
        access::{seen, seen_guest},
        album::{rows::Row, views},
        entities::{invites, photo_people, photo_tags, users},
    },
    domain::search::Found,
    error::Result,
};

/// Adds tags and people (2 queries).
pub async fn found<C: ConnectionTrait>(ctx: &Ctx, db: &C, scope: &Scope, rows: &[Row]) -> Result<Vec<Found>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.photo.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (mut tags, mut people) = (tags(db, &ids).await?, people(ctx, db, &ids).await?);
    let found = rows.iter().map(|row| {
        let (title, time_zone) = party(scope, row.photo.party_id);
        Found {
            card: views::card(row),
            title,
            time_zone,
            place: row.photo.place.clone(),
            tags: tags.remove(&row.photo.id).unwrap_or_default(),
            people: people.remove(&row.photo.id).unwrap_or_default(),
        }
    });
    Ok(found.collect())
}

/// Title and time zone.
fn party(scope: &Scope, id: Uuid) -> (String, String) {
    if let Some(around) = &scope.around {
        return (around.title.clone(), around.time_zone.clone());
    }
    let party = scope.parties.iter().find(|party| party.id == id);
    party.map_or_else(Default::default, |party| (party.title.clone(), party.time_zone.clone()))
}

async fn tags<C: ConnectionTrait>(db: &C, photos: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    let rows = photo_tags::Entity::find()
        .filter(photo_tags::Column::PhotoId.is_in(photos.iter().copied()))
        .order_by_asc(photo_tags::Column::Tag)
        .all(db)
        .await?;
    Ok(by_photo(rows.into_iter().map(|row| (row.photo_id, row.tag))))
}

async fn people<C: ConnectionTrait>(ctx: &Ctx, db: &C, photos: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    use photo_people::Column::{Id, InviteId, PhotoId, UserId};
    let rows: Vec<(Uuid, Option<String>, Option<String>)> = photo_people::Entity::find()
        .left_join(users::Entity)
        .left_join(invites::Entity)
        .select_only()
        .column(PhotoId)
        .column(users::Column::DisplayName)
        .column(invites::Column::Name)
        .filter(PhotoId.is_in(photos.iter().copied()))
        .filter(seen(ctx, UserId))
        .filter(seen_guest(ctx, InviteId))
        .order_by_asc(Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(by_photo(rows.into_iter().filter_map(|(photo, account, guest)| Some((photo, account.or(guest)?)))))
}

fn by_photo(words: impl Iterator<Item = (Uuid, String)>) -> HashMap<Uuid, Vec<String>> {
    let mut found: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (photo, word) in words {
        found.entry(photo).or_default().push(word);
    }
    found
}
