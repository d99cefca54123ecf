//! Posts and what people do about them.

use app::backend::entities::{post_pictures, posts, reactions, reports};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{is_kept, text};

fn a_post(party_id: Uuid, user_id: Uuid, parent_id: Option<Uuid>) -> posts::Model {
    posts::Model {
        id: Uuid::now_v7(),
        party_id,
        parent_id,
        user_id: Some(user_id),
        invite_id: None,
        text: text(5_000),
        announcement: true,
        pinned_at: Some(i64::MAX),
        edited_at: Some(1),
        removed_at: Some(2),
        created_at: i64::MIN,
    }
}

fn report(post: &posts::Model) -> reports::Model {
    reports::Model {
        id: Uuid::now_v7(),
        post_id: post.id,
        party_id: post.party_id,
        user_id: post.user_id,
        invite_id: None,
        reason: text(16),
        note: text(500),
        created_at: i64::MAX,
        closed_at: Some(i64::MIN),
    }
}

/// A post with a picture, and what people did about it.
pub async fn are_kept(db: &DatabaseConnection, party_id: Uuid, user_id: Uuid, picture_id: Uuid) {
    let post = a_post(party_id, user_id, None);
    is_kept(db, post.clone()).await;
    is_kept(db, a_post(party_id, user_id, Some(post.id))).await;
    let shown = post_pictures::Model { post_id: post.id, picture_id, place: i32::MAX, alt: text(300) };
    is_kept(db, shown).await;
    let reaction = reactions::Model {
        id: Uuid::now_v7(),
        post_id: post.id,
        kind: text(16),
        user_id: Some(user_id),
        invite_id: None,
        created_at: 1,
    };
    is_kept(db, reaction).await;
    is_kept(db, report(&post)).await;
}
