//! What is done now and then by one instance for all, such as backups: one row for each such task.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{drop_tables, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "tasks")
                    .col(string_len("name", 32).primary_key())
                    .col(uuid_null("holder"))
                    .col(big_integer_null("leased_until"))
                    .col(big_integer_null("done_at"))
                    .col(text_null("last_error"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["tasks"]).await
    }
}
