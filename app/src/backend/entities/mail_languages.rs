//! In which language somebody reads mails.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_languages")]
pub struct Model {
    /// Made from the address by the site's secret.
    #[sea_orm(primary_key, auto_increment = false)]
    pub address_mark: String,
    /// Its code.
    pub language: String,
    /// Somebody said so, and not only their browser.
    pub chosen: bool,
    pub noted_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
