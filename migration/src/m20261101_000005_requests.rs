//! First answers to writes, so that a repeated request gets the same again and changes nothing.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "requests")
                    .col(string_len("key_hash", 64).primary_key())
                    .col(text("answer"))
                    .col(big_integer("created_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("requests", &["created_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["requests"]).await
    }
}
