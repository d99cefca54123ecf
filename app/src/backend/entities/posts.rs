//! Posts on the boards of parties; replies are posts with a parent.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub party_id: Uuid,
    pub parent_id: Option<Uuid>,
    pub user_id: Option<Uuid>,
    pub invite_id: Option<Uuid>,
    pub text: String,
    pub announcement: bool,
    pub pinned_at: Option<i64>,
    pub edited_at: Option<i64>,
    /// Set where only the replies of others remain.
    pub removed_at: Option<i64>,
    pub created_at: i64,
}

/// Whose post or reaction it is: an account's, or that of a guest who came by a personal link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    User(Uuid),
    Invite(Uuid),
}

impl Author {
    /// Of a row that names the one or the other; nobody where it names neither.
    pub fn of(account: Option<Uuid>, invitation: Option<Uuid>) -> Option<Self> {
        account.map(Self::User).or(invitation.map(Self::Invite))
    }

    /// The account, where it is one's.
    pub fn user(self) -> Option<Uuid> {
        match self {
            Self::User(id) => Some(id),
            Self::Invite(_) => None,
        }
    }

    /// The invitation, where it is that of a guest without account.
    pub fn invite(self) -> Option<Uuid> {
        match self {
            Self::User(_) => None,
            Self::Invite(id) => Some(id),
        }
    }

    /// Of two columns the one that says whose a row is.
    pub fn column<C>(self, account: C, invitation: C) -> C {
        match self {
            Self::User(_) => account,
            Self::Invite(_) => invitation,
        }
    }
}

impl Model {
    /// Nobody where the post was removed and only its replies remain.
    pub fn author(&self) -> Option<Author> {
        match self.removed_at {
            Some(_) => None,
            None => Author::of(self.user_id, self.invite_id),
        }
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::parties::Entity", from = "Column::PartyId", to = "super::parties::Column::Id")]
    Party,
    #[sea_orm(belongs_to = "super::users::Entity", from = "Column::UserId", to = "super::users::Column::Id")]
    User,
    #[sea_orm(belongs_to = "super::invites::Entity", from = "Column::InviteId", to = "super::invites::Column::Id")]
    Invite,
    #[sea_orm(has_many = "super::post_pictures::Entity")]
    Pictures,
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

impl Related<super::invites::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invite.def()
    }
}

impl Related<super::post_pictures::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Pictures.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
