//! Stored pictures. A row is written before its files are; one that nobody uses is swept with its files.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "pictures")
                    .col(uuid("id").primary_key())
                    .col(string_len("purpose", 16))
                    .col(integer("width"))
                    .col(integer("height"))
                    .col(big_integer("bytes"))
                    .col(boolean("used").default(false))
                    .col(big_integer("created_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("pictures", &["used", "created_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["pictures"]).await
    }
}
