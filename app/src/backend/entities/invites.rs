//! Invitations with their answers.

use sea_orm::entity::prelude::*;

use crate::domain::rsvp::{Answer, People};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invites")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub party_id: Uuid,
    pub user_id: Option<Uuid>,
    pub name: String,
    pub email: Option<String>,
    /// SHA-256 of the personal link's token; nothing where the link was revoked.
    pub token_hash: Option<String>,
    /// Counts renewals of the link; the token is derived from it.
    pub generation: i32,
    pub answer: String,
    pub plus_ones: i32,
    pub message: String,
    pub note: String,
    /// When the personal link was opened first.
    pub opened_at: Option<i64>,
    pub answered_at: Option<i64>,
    /// When the guest joined the waitlist.
    pub queued_at: Option<i64>,
    pub moved_up_at: Option<i64>,
    pub checked_in_at: Option<i64>,
    pub created_at: i64,
    /// Nobody tags them in photos. Of guests with an account, the account tells.
    pub untaggable: bool,
    /// When the personal link was opened last; nothing where an older version has noted the first time alone.
    pub last_opened_at: Option<i64>,
}

impl Model {
    /// The answer; none yet where a newer version knows more.
    pub fn answer(&self) -> Answer {
        self.answer.parse().unwrap_or_default()
    }

    /// Whether the personal link was opened at this moment or later.
    pub fn opened_since(&self, moment: i64) -> bool {
        self.last_opened_at.max(self.opened_at).is_some_and(|opened| opened >= moment)
    }

    /// The guest and the companions.
    pub fn people(&self) -> People {
        1 + People::from(self.plus_ones)
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::parties::Entity", from = "Column::PartyId", to = "super::parties::Column::Id")]
    Party,
    #[sea_orm(belongs_to = "super::users::Entity", from = "Column::UserId", to = "super::users::Column::Id")]
    User,
}

impl Related<super::parties::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Party.def()
    }
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
