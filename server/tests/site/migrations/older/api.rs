//! What programs have.

use uuid::Uuid;

use super::{Ids, NOW, Row, row};

pub(super) fn api(Ids { user, .. }: Ids) -> Vec<Row> {
    let webhook = Uuid::now_v7();
    vec![
        row(
            "api_tokens",
            [
                ("id", Uuid::now_v7().into()),
                ("user_id", user.into()),
                ("name", "Door list 🚪".into()),
                ("token_hash", "feed".into()),
                ("scopes", "read guests:write".into()),
                ("created_at", NOW.into()),
                ("expires_at", None::<i64>.into()),
                ("used_at", Some(NOW).into()),
            ],
        ),
        row(
            "webhooks",
            [
                ("id", webhook.into()),
                ("user_id", user.into()),
                ("url", "https://example.org/hook?x=1".into()),
                ("topics", "answers posts".into()),
                ("created_at", NOW.into()),
                ("delivered_at", None::<i64>.into()),
                ("paused_at", Some(NOW).into()),
            ],
        ),
        row(
            "webhook_deliveries",
            [
                ("id", Uuid::now_v7().into()),
                ("webhook_id", webhook.into()),
                ("event", "answer.changed".into()),
                ("body", "{\"type\":\"answer.changed\"}".into()),
                ("attempts", 9.into()),
                ("last_error", Some("It's gone.".to_owned()).into()),
                ("failed_at", Some(NOW).into()),
                ("created_at", NOW.into()),
            ],
        ),
    ]
}
