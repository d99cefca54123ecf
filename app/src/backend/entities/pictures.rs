//! Stored pictures.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pictures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub purpose: String,
    pub width: i32,
    pub height: i32,
    /// All sizes together, and the file as it was sent where that is kept.
    pub bytes: i64,
    /// A cover or a profile photo; unused ones are swept.
    pub used: bool,
    pub created_at: i64,
    /// How the names of its files end: `jpg`, or `webp` where parts of it are transparent.
    pub format: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
