//! By what photos are found.

use uuid::Uuid;

use super::{Ids, NOW, Row, row};

pub(super) fn search(ids: Ids) -> Vec<Row> {
    vec![term(ids, "crème", 0, None), term(ids, "北京", 1, None), term(ids, "@u1", 2, Some(ids.tagged))]
}

fn term(ids: Ids, term: &str, kind: i32, tagged: Option<Uuid>) -> Row {
    row(
        "photo_terms",
        [
            ("photo_id", ids.photo.into()),
            ("party_id", ids.party.into()),
            ("term", term.into()),
            ("at", NOW.into()),
            ("kind", kind.into()),
            ("tagged_id", tagged.into()),
        ],
    )
}
