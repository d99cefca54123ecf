//! What changed within the last hour, for pages that stand open.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub party_id: Option<Uuid>,
    /// The only one whom it concerns.
    pub user_id: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub topic: String,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
