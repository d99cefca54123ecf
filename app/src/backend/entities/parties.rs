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
    /// Counts changes that calendars should hear of.
    pub sequence: i32,
    /// How many of the last changes left time and place as they were: what was answered before them still counts.
    pub withdrawn: i32,
    /// The series of which this is one date.
    pub series_id: Option<Uuid>,
    /// When this date was to begin, as the series goes; it may have been moved since.
    pub series_at: Option<i64>,
    /// A code of `domain::album::Uploading`.
    pub album_uploads: String,
    /// Photos wait until a host approves of them.
    pub album_approval: bool,
    /// A code of `domain::album::Showing`.
    pub album_shown: String,
    pub album_reveal_at: Option<i64>,
    pub album_closed: bool,
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
