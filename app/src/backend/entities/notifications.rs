//! What people are told.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is told.
    pub user_id: Uuid,
    pub kind: String,
    pub party_id: Option<Uuid>,
    pub post_id: Option<Uuid>,
    pub photo_id: Option<Uuid>,
    /// Who did it last.
    pub actor_id: Option<Uuid>,
    /// What is unread and has the same group is one row; nothing once it is read.
    pub group_key: Option<String>,
    /// How often it happened.
    pub count: i32,
    pub read_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::parties::Entity", from = "Column::PartyId", to = "super::parties::Column::Id")]
    Party,
    #[sea_orm(belongs_to = "super::users::Entity", from = "Column::ActorId", to = "super::users::Column::Id")]
    Actor,
}

impl ActiveModelBehavior for ActiveModel {}
