//! Parties.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "parties")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub title: String,
    pub description: String,
    pub place: String,
    pub flat: String,
    pub address: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub time_zone: String,
    pub first_entry: i64,
    pub last_entry: i64,
    pub cover_id: Option<Uuid>,
    pub cover_alt: String,
    pub theme: String,
    pub visibility: String,
    pub guest_list: String,
    pub address_shown: String,
    pub capacity: Option<i64>,
    pub plus_ones: i32,
    pub deadline: Option<i64>,
    pub paused: bool,
    pub cancelled_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    /// A code of `domain::board::Posting`.
    pub posting: String,
    pub board_closed: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(has_many = "super::hosts::Entity")]
    Hosts,
    #[sea_orm(has_many = "super::invites::Entity")]
    Invites,
}

impl Related<super::hosts::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Hosts.def()
    }
}

impl Related<super::invites::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invites.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
