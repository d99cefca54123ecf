//! What mails somebody does not want.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unsubscribes")]
pub struct Model {
    /// Made from the address by the site's secret.
    #[sea_orm(primary_key, auto_increment = false)]
    pub address_mark: String,
    /// As `domain::mail::Scope` writes it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope: String,
    /// The party of the scope, with which the row goes.
    pub party_id: Option<Uuid>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
