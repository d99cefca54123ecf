//! Posts that somebody reported, and who looks after the whole site.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, mentions, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        reports(manager).await?;
        let admin = boolean("admin").default(false).take();
        manager.alter_table(Table::alter().table("users").add_column(admin).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("users").drop_column("admin").to_owned()).await?;
        drop_tables(manager, &["reports"]).await
    }
}

async fn reports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "reports")
                .col(uuid("id").primary_key())
                .col(uuid("post_id"))
                .col(uuid("party_id"))
                .col(uuid_null("user_id"))
                .col(uuid_null("invite_id"))
                .col(string_len("reason", 16))
                .col(text("note"))
                .col(big_integer("created_at"))
                .col(big_integer_null("closed_at"))
                .foreign_key(&mut belongs_to("reports", "post_id", "posts"))
                .foreign_key(&mut belongs_to("reports", "party_id", "parties"))
                .foreign_key(&mut mentions("reports", "user_id", "users"))
                .foreign_key(&mut mentions("reports", "invite_id", "invites"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("reports", &["post_id", "user_id"]).unique().to_owned()).await?;
    manager.create_index(index("reports", &["post_id", "invite_id"]).unique().to_owned()).await?;
    manager.create_index(index("reports", &["party_id", "closed_at"])).await?;
    manager.create_index(index("reports", &["closed_at"])).await?;
    manager.create_index(index("reports", &["user_id"])).await?;
    manager.create_index(index("reports", &["invite_id"])).await
}
