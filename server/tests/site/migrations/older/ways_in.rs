//! Links, keys and accounts elsewhere of one person.

use sea_orm::Value;
use uuid::Uuid;

use super::{Ids, NOW, Row, row};

pub(super) fn ways_in(Ids { user, .. }: Ids) -> Vec<Row> {
    let owner: (&'static str, Value) = ("user_id", user.into());
    vec![
        row(
            "mailed_tokens",
            [
                ("token_hash", "cafe".into()),
                ("kind", "magic_link".into()),
                owner.clone(),
                ("email", "zoe@example.org".into()),
                ("created_at", NOW.into()),
                ("expires_at", (NOW + 1).into()),
            ],
        ),
        row(
            "address_changes",
            [
                owner.clone(),
                ("email", "zoë@example.org".into()),
                ("old_confirmed_at", Some(NOW).into()),
                ("new_confirmed_at", None::<i64>.into()),
                ("created_at", NOW.into()),
            ],
        ),
        row(
            "passkeys",
            [
                ("id", Uuid::now_v7().into()),
                owner.clone(),
                ("credential_hash", "beef".into()),
                ("name", "Zoë's phone 📱".into()),
                ("credential", "{\"cred\":{}}".into()),
                ("created_at", NOW.into()),
                ("used_at", None::<i64>.into()),
            ],
        ),
        row("recovery_codes", [owner.clone(), ("code_hash", "dead".into()), ("created_at", NOW.into())]),
        row(
            "identities",
            [
                ("id", Uuid::now_v7().into()),
                owner,
                ("issuer", "https://login.example".into()),
                ("subject", "4711".into()),
                ("provider", "example".into()),
                ("email", Some("zoe@example.org".to_owned()).into()),
                ("created_at", NOW.into()),
                ("used_at", Some(NOW).into()),
            ],
        ),
    ]
}
