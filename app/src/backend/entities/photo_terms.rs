//! By what photos are found: the index of `domain::search`.

use sea_orm::entity::prelude::*;

/// What was said about the photo itself, and where it was taken.
pub const OWN: i32 = 0;
/// The party's title.
pub const TITLE: i32 = 1;
/// Somebody on the photo.
pub const PERSON: i32 = 2;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "photo_terms")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub photo_id: Uuid,
    /// Of the photo.
    pub party_id: Uuid,
    pub term: String,
    /// `photos.sorted_at`.
    pub at: i64,
    /// [`OWN`], [`TITLE`] or [`PERSON`].
    pub kind: i32,
    /// The row of `photo_people` that names the person; whoever must not see them does not find by them.
    pub tagged_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::photos::Entity", from = "Column::PhotoId", to = "super::photos::Column::Id")]
    Photo,
}

impl Related<super::photos::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Photo.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
