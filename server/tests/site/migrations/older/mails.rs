//! Mails, and what people decided about them.

use uuid::Uuid;

use super::{Ids, NOW, Row, row};

pub(super) fn mail(Ids { user, party, invite, .. }: Ids) -> Vec<Row> {
    vec![
        row(
            "mails",
            [
                ("id", Uuid::now_v7().into()),
                ("kind", "invitation".into()),
                ("party_id", Some(party).into()),
                ("invite_id", Some(invite).into()),
                ("user_id", None::<Uuid>.into()),
                ("message_key", "cafe".into()),
                ("content", None::<Vec<u8>>.into()),
                ("state", "refused".into()),
                ("reason", "550 It's \\ full".into()),
                ("attempts", 3.into()),
                ("queued_at", NOW.into()),
                ("sent_at", None::<i64>.into()),
                ("settled_at", Some(NOW).into()),
            ],
        ),
        row(
            "unsubscribes",
            [
                ("address_mark", "beef".into()),
                ("scope", "everything".into()),
                ("party_id", None::<Uuid>.into()),
                ("created_at", NOW.into()),
            ],
        ),
        row("reminders", [("party_id", party.into()), ("minutes", "2880,180".into())]),
        row("digests", [("user_id", user.into()), ("kinds", None::<String>.into()), ("sent_at", NOW.into())]),
    ]
}
