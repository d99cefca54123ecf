//! Who follows whom. Two who follow each other are friends.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub follower_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub followed_id: Uuid,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::users::Entity", from = "Column::FollowedId", to = "super::users::Column::Id")]
    Followed,
    #[sea_orm(belongs_to = "super::users::Entity", from = "Column::FollowerId", to = "super::users::Column::Id")]
    Follower,
}

impl ActiveModelBehavior for ActiveModel {}
