//! What programs have.

use app::backend::entities::{api_tokens, webhook_deliveries, webhooks};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{is_kept, text};

pub async fn are_kept(db: &DatabaseConnection, user_id: Uuid) {
    let token = api_tokens::Model {
        id: Uuid::now_v7(),
        user_id,
        name: text(60),
        token_hash: "f".repeat(64),
        scopes: "s".repeat(200),
        created_at: i64::MIN,
        expires_at: Some(i64::MAX),
        used_at: Some(1),
    };
    is_kept(db, token).await;
    let webhook = webhooks::Model {
        id: Uuid::now_v7(),
        user_id,
        url: "u".repeat(500),
        topics: "t".repeat(100),
        created_at: 1,
        delivered_at: Some(i64::MAX),
        paused_at: Some(2),
    };
    is_kept(db, webhook.clone()).await;
    let delivery = webhook_deliveries::Model {
        id: Uuid::now_v7(),
        webhook_id: webhook.id,
        event: text(32),
        body: text(15_000),
        attempts: i32::MAX,
        last_error: Some(text(300)),
        failed_at: Some(1),
        created_at: 2,
        post_id: Some(Uuid::now_v7()),
        party_id: Some(Uuid::now_v7()),
    };
    is_kept(db, delivery).await;
}
