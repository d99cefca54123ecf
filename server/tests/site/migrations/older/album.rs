//! Photos, and what people make of them.

use uuid::Uuid;

use super::{Ids, NOW, Row, row};

pub(super) fn album(ids: Ids) -> Vec<Row> {
    let (one, other) = (ids.photo, Uuid::now_v7());
    let both = |table: &'static str| {
        [(Some(ids.user), None), (None, Some(ids.invite))].map(|(user, invite)| mark(table, one, user, invite))
    };
    let mut rows = vec![
        photo(one, ids.picture, ids, Some(ids.user), None),
        photo(other, Uuid::now_v7(), ids, None, Some(ids.invite)),
        row("photo_tags", [("photo_id", one.into()), ("tag", "käse".into())]),
        comment(one, Some(ids.user), None),
        comment(one, None, Some(ids.invite)),
        report(one, ids),
    ];
    rows.extend(both("photo_likes"));
    let [mut tagged, guest] = both("photo_people");
    tagged.columns[0] = ("id", ids.tagged.into());
    rows.extend([tagged, guest]);
    rows
}

fn photo(id: Uuid, picture: Uuid, ids: Ids, user: Option<Uuid>, invite: Option<Uuid>) -> Row {
    row(
        "photos",
        [
            ("id", id.into()),
            ("party_id", ids.party.into()),
            ("picture_id", picture.into()),
            ("user_id", user.into()),
            ("invite_id", invite.into()),
            ("content_hash", "cafe".into()),
            ("name", "../'IMG' \\ 1.jpg".into()),
            ("original", Some("jpg".to_owned()).into()),
            ("bytes", 5_000_000_000_i64.into()),
            ("status", "ready".into()),
            ("failure", None::<String>.into()),
            ("hidden", true.into()),
            ("approved", false.into()),
            ("caption", "The cake 🍰\nand 'me'".into()),
            ("sorted_at", NOW.into()),
            ("taken_at", Some(NOW).into()),
            ("taken_offset", Some(-570_i32).into()),
            ("camera", "A camera".into()),
            ("lens", String::new().into()),
            ("exposure", "1/60 s, f/1.8".into()),
            ("latitude", Some(52.481_25_f64).into()),
            ("longitude", Some(-0.000_1_f64).into()),
            ("place", String::new().into()),
            ("thumbhash", "3OcRJYB4d3h/iIeHeEh3eIhw+j2w".into()),
            ("width", 2048.into()),
            ("height", 1365.into()),
            ("created_at", NOW.into()),
        ],
    )
}

fn mark(table: &'static str, photo: Uuid, user: Option<Uuid>, invite: Option<Uuid>) -> Row {
    row(
        table,
        [
            ("id", Uuid::now_v7().into()),
            ("photo_id", photo.into()),
            ("user_id", user.into()),
            ("invite_id", invite.into()),
            ("created_at", NOW.into()),
        ],
    )
}

fn comment(photo: Uuid, user: Option<Uuid>, invite: Option<Uuid>) -> Row {
    let mut row = mark("photo_comments", photo, user, invite);
    row.columns.push(("text", "*Nice* 🎉\n\\ 'really'".into()));
    row
}

fn report(photo: Uuid, ids: Ids) -> Row {
    let mut row = mark("photo_reports", photo, Some(ids.user), None);
    row.columns.extend([
        ("party_id", ids.party.into()),
        ("reason", "unkind".into()),
        ("note", "Not \\ 'nice' 🙁".into()),
        ("closed_at", None::<i64>.into()),
    ]);
    row
}
