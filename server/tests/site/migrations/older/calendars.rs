//! Private feeds, and series of parties.

use uuid::Uuid;

use super::{Ids, NOW, Row, row};

pub(super) fn calendar(Ids { user, .. }: Ids) -> Vec<Row> {
    vec![
        row(
            "calendar_feeds",
            [
                ("user_id", user.into()),
                ("token_hash", Some("beef".to_owned()).into()),
                ("generation", 3.into()),
                ("created_at", NOW.into()),
            ],
        ),
        row(
            "series",
            [
                ("id", Uuid::now_v7().into()),
                ("every", "week".into()),
                ("count", 10.into()),
                ("time_zone", "Europe/Berlin".into()),
                ("first_entry", NOW.into()),
                ("created_at", NOW.into()),
            ],
        ),
    ]
}
