//! What is done later (jobs), what people are told (notifications), and what open pages hear of (events).

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        jobs(manager).await?;
        notifications(manager).await?;
        events(manager).await?;
        let muted = string_len("muted_notifications", 200).default("").to_owned();
        manager.alter_table(Table::alter().table("users").add_column(muted).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("users").drop_column("muted_notifications").to_owned()).await?;
        drop_tables(manager, &["events", "notifications", "jobs"]).await
    }
}

async fn jobs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "jobs")
                .col(uuid("id").primary_key())
                .col(string_len("kind", 32))
                .col(text("payload"))
                .col(big_integer("run_at"))
                .col(integer("attempts"))
                .col(big_integer_null("leased_until"))
                .col(text_null("last_error"))
                .col(boolean("dead").default(false))
                .col(big_integer("created_at"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("jobs", &["dead", "run_at"])).await
}

/// What is unread has a group, of which there is one row; what was read has none, and databases take nothing for different
/// from nothing.
async fn notifications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "notifications")
                .col(uuid("id").primary_key())
                .col(uuid("user_id"))
                .col(string_len("kind", 24))
                .col(uuid_null("party_id"))
                .col(uuid_null("post_id"))
                .col(uuid_null("actor_id"))
                .col(string_len_null("group_key", 80))
                .col(integer("count"))
                .col(big_integer_null("read_at"))
                .col(big_integer("created_at"))
                .col(big_integer("updated_at"))
                .foreign_key(&mut belongs_to("notifications", "user_id", "users"))
                .foreign_key(&mut belongs_to("notifications", "party_id", "parties"))
                .foreign_key(&mut belongs_to("notifications", "actor_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("notifications", &["user_id", "group_key"]).unique().to_owned()).await?;
    manager.create_index(index("notifications", &["user_id", "updated_at"])).await?;
    manager.create_index(index("notifications", &["user_id", "read_at"])).await?;
    manager.create_index(index("notifications", &["party_id"])).await?;
    manager.create_index(index("notifications", &["post_id"])).await?;
    manager.create_index(index("notifications", &["actor_id"])).await
}

/// Rows of the last hour; no key leads from here, for they are written beside everything else.
async fn events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "events")
                .col(big_pk_auto("id"))
                .col(uuid_null("party_id"))
                .col(uuid_null("user_id"))
                .col(uuid_null("actor_id"))
                .col(string_len("topic", 16))
                .col(big_integer("created_at"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("events", &["created_at"])).await
}
