//! Programs: tokens with which they act for people, and addresses at which they hear of what happens.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tokens(manager).await?;
        webhooks(manager).await?;
        deliveries(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["webhook_deliveries", "webhooks", "api_tokens"]).await
    }
}

async fn tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "api_tokens")
                .col(uuid("id").primary_key())
                .col(uuid("user_id"))
                .col(string_len("name", 60))
                .col(string_len("token_hash", 64).unique_key())
                .col(string_len("scopes", 200))
                .col(big_integer("created_at"))
                .col(big_integer_null("expires_at"))
                .col(big_integer_null("used_at"))
                .foreign_key(&mut belongs_to("api_tokens", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("api_tokens", &["user_id", "created_at"])).await
}

async fn webhooks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "webhooks")
                .col(uuid("id").primary_key())
                .col(uuid("user_id"))
                .col(string_len("url", 500))
                .col(string_len("topics", 100))
                .col(big_integer("created_at"))
                .col(big_integer_null("delivered_at"))
                .col(big_integer_null("paused_at"))
                .foreign_key(&mut belongs_to("webhooks", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("webhooks", &["user_id", "created_at"])).await
}

/// A row goes when what it holds has arrived.
async fn deliveries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "webhook_deliveries")
                .col(uuid("id").primary_key())
                .col(uuid("webhook_id"))
                .col(string_len("event", 32))
                .col(text("body"))
                .col(integer("attempts"))
                .col(text_null("last_error"))
                .col(big_integer_null("failed_at"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("webhook_deliveries", "webhook_id", "webhooks"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("webhook_deliveries", &["webhook_id", "failed_at"])).await?;
    manager.create_index(index("webhook_deliveries", &["created_at"])).await
}
