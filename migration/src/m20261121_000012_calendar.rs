//! Calendars: how often a party was changed, parties that repeat, and private feeds.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        feeds(manager).await?;
        series(manager).await?;
        for column in
            [integer("sequence").default(0).take(), uuid_null("series_id").take(), big_integer_null("series_at").take()]
        {
            manager.alter_table(Table::alter().table("parties").add_column(column).to_owned()).await?;
        }
        manager.create_index(index("parties", &["series_id", "first_entry"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("idx_parties_series_id_first_entry").table("parties").to_owned();
        manager.drop_index(index).await?;
        for column in ["series_at", "series_id", "sequence"] {
            manager.alter_table(Table::alter().table("parties").drop_column(column).to_owned()).await?;
        }
        drop_tables(manager, &["series", "calendar_feeds"]).await
    }
}

async fn feeds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "calendar_feeds")
                .col(uuid("user_id").primary_key())
                .col(string_len_null("token_hash", 64).unique_key())
                .col(integer("generation"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("calendar_feeds", "user_id", "users"))
                .to_owned(),
        )
        .await
}

/// Its dates name it, and not the other way round: it goes when none is left.
async fn series(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "series")
                .col(uuid("id").primary_key())
                .col(string_len("every", 16))
                .col(integer("count"))
                .col(string_len("time_zone", 60))
                .col(big_integer("first_entry"))
                .col(big_integer("created_at"))
                .to_owned(),
        )
        .await
}
