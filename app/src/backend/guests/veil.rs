//! Guests whom the viewer must not see: their place shows, they do not.

use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, SimpleExpr},
};

use crate::{
    backend::entities::{invites, users},
    domain::people::UNSEEN,
};

/// An invitation, and its account where the viewer may see it.
pub type Listed = (invites::Model, Option<users::Model>);

/// The guest has an account, which the viewer must not see.
pub fn is_hidden((invite, account): &Listed) -> bool {
    invite.user_id.is_some() && account.is_none()
}

/// What may be shown of a guest: of those who are hidden, the answer and the companions.
pub fn shown(listed: Listed) -> Listed {
    if !is_hidden(&listed) {
        return listed;
    }
    let (invite, account) = listed;
    let bare = invites::Model {
        name: UNSEEN.to_owned(),
        email: None,
        token_hash: None,
        message: String::new(),
        note: String::new(),
        opened_at: None,
        last_opened_at: None,
        answered_at: None,
        queued_at: None,
        moved_up_at: None,
        checked_in_at: None,
        ..invite
    };
    (bare, account)
}

/// The name as it is shown, so that the order of the list tells no more than the list. Accounts are joined as
/// [`access::only_seen`](crate::backend::access::only_seen) does.
pub fn shown_name() -> SimpleExpr {
    let hidden = Condition::all().add(invites::Column::UserId.is_not_null()).add(users::Column::Id.is_null());
    Expr::case(hidden, Expr::value(UNSEEN)).finally(Expr::col((invites::Entity, invites::Column::Name))).into()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_hidden_guest_keeps_the_place_alone() {
        let guest = invites::Model {
            id: Uuid::from_u128(1),
            party_id: Uuid::from_u128(2),
            user_id: Some(Uuid::from_u128(3)),
            name: "Bob".to_owned(),
            email: Some("bob@example.org".to_owned()),
            token_hash: Some("f".repeat(64)),
            generation: 0,
            answer: "yes".to_owned(),
            plus_ones: 2,
            message: "Hello".to_owned(),
            note: "Vegan".to_owned(),
            opened_at: Some(1),
            answered_at: Some(2),
            queued_at: None,
            moved_up_at: Some(3),
            checked_in_at: Some(4),
            created_at: 0,
            untaggable: false,
            last_opened_at: Some(5),
        };
        let (bare, _) = shown((guest.clone(), None));
        assert_eq!((bare.name.as_str(), bare.answer.as_str(), bare.people()), (UNSEEN, "yes", 3));
        assert_eq!((bare.email, bare.token_hash, bare.checked_in_at), (None, None, None));
        assert!(bare.message.is_empty() && bare.note.is_empty());
        let without_account = invites::Model { user_id: None, ..guest };
        assert_eq!(shown((without_account.clone(), None)).0, without_account);
    }
}
