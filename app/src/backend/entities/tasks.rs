//! What one instance does now and then for all.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Tells the process that has begun it from others.
    pub holder: Option<Uuid>,
    /// Before that, nobody else begins it.
    pub leased_until: Option<i64>,
    /// When it worked last.
    pub done_at: Option<i64>,
    /// What went wrong since.
    pub last_error: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
