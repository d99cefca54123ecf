//! Photos in the albums of parties.

use sea_orm::entity::prelude::*;

use super::posts::Author;
use crate::domain::album::Status;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "photos")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub party_id: Uuid,
    pub picture_id: Uuid,
    pub user_id: Option<Uuid>,
    pub invite_id: Option<Uuid>,
    /// SHA-256 of the file as sent, in hexadecimal.
    pub content_hash: String,
    /// Of the file.
    pub name: String,
    /// How the name of the file ends that is kept as it was sent; nothing where none is kept.
    pub original: Option<String>,
    /// Of the file as sent.
    pub bytes: i64,
    /// A code of `domain::album::Status`.
    pub status: String,
    /// A code of `domain::album::Failure`.
    pub failure: Option<String>,
    pub hidden: bool,
    pub approved: bool,
    pub caption: String,
    /// When it was taken, or else sent; the album is in this order.
    pub sorted_at: i64,
    pub taken_at: Option<i64>,
    /// Minutes east of UTC, where the camera knew.
    pub taken_offset: Option<i32>,
    pub camera: String,
    pub lens: String,
    pub exposure: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub place: String,
    /// In base 64; empty as long as there is none.
    pub thumbhash: String,
    /// Of the largest size, in pixels.
    pub width: i32,
    pub height: i32,
    pub created_at: i64,
}

impl Model {
    /// Who added it.
    pub fn author(&self) -> Option<Author> {
        Author::of(self.user_id, self.invite_id)
    }

    /// How far it is prepared; failed where a newer version knows more.
    pub fn status(&self) -> Status {
        self.status.parse().unwrap_or(Status::Failed)
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

impl ActiveModelBehavior for ActiveModel {}
