//! What people write, and what they report of it.

use uuid::Uuid;

use super::{Ids, NOW, Row, row};

pub(super) fn board(ids: Ids) -> Vec<Row> {
    let reaction = |user: Option<Uuid>, invite: Option<Uuid>| {
        let columns = [
            ("id", Uuid::now_v7().into()),
            ("post_id", ids.post.into()),
            ("kind", "heart".into()),
            ("user_id", user.into()),
            ("invite_id", invite.into()),
            ("created_at", NOW.into()),
        ];
        row("reactions", columns)
    };
    let shown = [
        ("post_id", ids.post.into()),
        ("picture_id", ids.picture.into()),
        ("place", 0.into()),
        ("alt", "A cake 🍰".into()),
    ];
    vec![
        post(ids.post, ids, None, Some(ids.user), None),
        post(Uuid::now_v7(), ids, Some(ids.post), None, Some(ids.invite)),
        row("post_pictures", shown),
        reaction(Some(ids.user), None),
        reaction(None, Some(ids.invite)),
    ]
}

fn post(id: Uuid, ids: Ids, parent: Option<Uuid>, user: Option<Uuid>, invite: Option<Uuid>) -> Row {
    row(
        "posts",
        [
            ("id", id.into()),
            ("party_id", ids.party.into()),
            ("parent_id", parent.into()),
            ("user_id", user.into()),
            ("invite_id", invite.into()),
            ("text", "*Who* brings cake? 🍰\n\n\\ 'me'".into()),
            ("announcement", false.into()),
            ("pinned_at", Some(NOW).into()),
            ("edited_at", None::<i64>.into()),
            ("removed_at", None::<i64>.into()),
            ("created_at", NOW.into()),
        ],
    )
}

pub(super) fn report(ids: Ids, user: Option<Uuid>, invite: Option<Uuid>) -> Row {
    row(
        "reports",
        [
            ("id", Uuid::now_v7().into()),
            ("post_id", ids.post.into()),
            ("party_id", ids.party.into()),
            ("user_id", user.into()),
            ("invite_id", invite.into()),
            ("reason", "unkind".into()),
            ("note", "Not \\ 'nice' 🙁".into()),
            ("created_at", NOW.into()),
            ("closed_at", None::<i64>.into()),
        ],
    )
}
