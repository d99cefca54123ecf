//! Photos and what people add to them.

use app::backend::entities::{
    photo_comments, photo_likes, photo_people, photo_reports, photo_tags, photo_terms, photos,
};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{is_kept, text};

fn photo(party_id: Uuid, user_id: Uuid) -> photos::Model {
    photos::Model {
        id: Uuid::now_v7(),
        party_id,
        picture_id: Uuid::now_v7(),
        user_id: Some(user_id),
        invite_id: None,
        content_hash: "f".repeat(64),
        name: text(120),
        original: Some("j".repeat(8)),
        bytes: i64::MAX,
        status: text(16),
        failure: Some(text(24)),
        hidden: true,
        approved: true,
        caption: text(500),
        sorted_at: i64::MIN,
        taken_at: Some(i64::MAX),
        taken_offset: Some(-840),
        camera: text(100),
        lens: text(100),
        exposure: text(100),
        latitude: Some(-89.999_999),
        longitude: Some(179.999_999),
        place: text(160),
        thumbhash: "h".repeat(48),
        width: i32::MAX,
        height: 1,
        created_at: 0,
    }
}

/// A photo, and all that people add to it.
pub async fn are_kept(db: &DatabaseConnection, party_id: Uuid, user_id: Uuid) {
    let photo = photo(party_id, user_id);
    is_kept(db, photo.clone()).await;
    let (photo_id, user_id, invite_id) = (photo.id, Some(user_id), None);
    is_kept(db, photo_tags::Model { photo_id, tag: text(40) }).await;
    let id = Uuid::now_v7;
    let tagged = id();
    is_kept(db, photo_people::Model { id: tagged, photo_id, user_id, invite_id, created_at: 1 }).await;
    let term = photo_terms::Model {
        id: 1 << 40,
        photo_id,
        party_id: photo.party_id,
        term: text(40),
        at: i64::MIN,
        kind: i32::MAX,
        tagged_id: Some(tagged),
    };
    is_kept(db, term).await;
    is_kept(db, photo_likes::Model { id: id(), photo_id, user_id, invite_id, created_at: i64::MAX }).await;
    let comment = photo_comments::Model { id: id(), photo_id, user_id, invite_id, text: text(1_000), created_at: 1 };
    is_kept(db, comment).await;
    let report = photo_reports::Model {
        id: id(),
        photo_id,
        party_id: photo.party_id,
        user_id,
        invite_id,
        reason: text(16),
        note: text(500),
        created_at: i64::MIN,
        closed_at: Some(i64::MAX),
    };
    is_kept(db, report).await;
}
