//! Parties, those who host them, and guests.

use uuid::Uuid;

use super::{Ids, NOW, Row, row};

pub(super) fn parties(Ids { picture, user, party, .. }: Ids) -> Vec<Row> {
    vec![
        row(
            "parties",
            [
                ("id", party.into()),
                ("title", "Summer on the roof ☀️".into()),
                ("description", "**Bring** a blanket.\n\nAnd \\ a 'friend'.".into()),
                ("place", "The roof".into()),
                ("flat", "5th floor".into()),
                ("address", "Sonnenallee 1, Berlin".into()),
                ("latitude", Some(52.481_25_f64).into()),
                ("longitude", Some(-0.000_1_f64).into()),
                ("time_zone", "Europe/Berlin".into()),
                ("first_entry", NOW.into()),
                ("last_entry", (NOW + 1).into()),
                ("cover_id", Some(picture).into()),
                ("cover_alt", "A roof".into()),
                ("theme", "summer".into()),
                ("visibility", "link".into()),
                ("guest_list", "hosts".into()),
                ("address_shown", "confirmed".into()),
                ("capacity", Some(50_i64).into()),
                ("plus_ones", 2.into()),
                ("deadline", None::<i64>.into()),
                ("paused", false.into()),
                ("cancelled_at", None::<i64>.into()),
                ("created_at", NOW.into()),
                ("updated_at", NOW.into()),
            ],
        ),
        row(
            "hosts",
            [
                ("party_id", party.into()),
                ("user_id", user.into()),
                ("co_host", false.into()),
                ("created_at", NOW.into()),
            ],
        ),
    ]
}

pub(super) fn invites(ids: Ids) -> Vec<Row> {
    vec![invite(ids, ids.invite, None, "first"), invite(ids, Uuid::now_v7(), Some(ids.user), "second")]
}

fn invite(ids: Ids, id: Uuid, user: Option<Uuid>, token_hash: &str) -> Row {
    row(
        "invites",
        [
            ("id", id.into()),
            ("party_id", ids.party.into()),
            ("user_id", user.into()),
            ("name", "Kim".into()),
            ("email", None::<String>.into()),
            ("token_hash", Some(token_hash.to_owned()).into()),
            ("generation", 1.into()),
            ("answer", "waiting".into()),
            ("plus_ones", 2.into()),
            ("message", "I bring 🥗".into()),
            ("note", "vegan".into()),
            ("opened_at", Some(NOW).into()),
            ("answered_at", Some(NOW).into()),
            ("queued_at", Some(NOW).into()),
            ("moved_up_at", None::<i64>.into()),
            ("checked_in_at", None::<i64>.into()),
            ("created_at", NOW.into()),
        ],
    )
}
