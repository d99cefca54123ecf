//! What is done later; a row goes when its job is done.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    /// JSON.
    pub payload: String,
    pub run_at: i64,
    /// How often it was begun.
    pub attempts: i32,
    /// Until then it belongs to the process that has begun it.
    pub leased_until: Option<i64>,
    pub last_error: Option<String>,
    /// Given up, and kept for people to look at.
    pub dead: bool,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
