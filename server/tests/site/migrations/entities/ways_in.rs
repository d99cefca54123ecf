//! Links, keys and accounts elsewhere.

use app::backend::entities::{address_changes, identities, mailed_tokens, passkeys, recovery_codes};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{is_kept, text};

pub(super) async fn are_kept(db: &DatabaseConnection, user_id: Uuid) {
    let token = mailed_tokens::Model {
        token_hash: "f".repeat(64),
        kind: text(16),
        user_id,
        email: "e".repeat(254),
        created_at: 1,
        expires_at: i64::MAX,
    };
    is_kept(db, token).await;
    let change = address_changes::Model {
        user_id,
        email: "e".repeat(254),
        old_confirmed_at: Some(1),
        new_confirmed_at: Some(2),
        created_at: 3,
    };
    is_kept(db, change).await;
    let passkey = passkeys::Model {
        id: Uuid::now_v7(),
        user_id,
        credential_hash: "f".repeat(64),
        name: text(60),
        credential: text(4_000),
        created_at: 1,
        used_at: Some(2),
    };
    is_kept(db, passkey).await;
    is_kept(db, recovery_codes::Model { user_id, code_hash: "f".repeat(64), created_at: 1 }).await;
    let identity = identities::Model {
        id: Uuid::now_v7(),
        user_id,
        issuer: text(255),
        subject: text(255),
        provider: text(40),
        email: Some("e".repeat(254)),
        created_at: 1,
        used_at: Some(2),
    };
    is_kept(db, identity).await;
}
