//! In which language somebody reads mails.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{drop_tables, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Of an address only a mark is kept that this site alone can compute.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "mail_languages")
                    .col(string_len("address_mark", 32).primary_key())
                    .col(string_len("language", 8))
                    .col(boolean("chosen"))
                    .col(big_integer("noted_at"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["mail_languages"]).await
    }
}
