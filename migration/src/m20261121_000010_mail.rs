//! Mails with what became of them, who does not want them, when guests are reminded, and who hears daily of what is new.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        mails(manager).await?;
        unsubscribes(manager).await?;
        reminders(manager).await?;
        digests(manager).await?;
        // Thousands of mails stand in nobody's way who looks for other jobs.
        manager.create_index(index("jobs", &["dead", "kind", "run_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("idx_jobs_dead_kind_run_at").table("jobs").to_owned()).await?;
        drop_tables(manager, &["digests", "reminders", "unsubscribes", "mails"]).await
    }
}

/// The content is sealed, and goes as soon as the mail is sent.
async fn mails(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "mails")
                .col(uuid("id").primary_key())
                .col(string_len("kind", 24))
                .col(uuid_null("party_id"))
                .col(uuid_null("invite_id"))
                .col(uuid_null("user_id"))
                .col(string_len("message_key", 32).unique_key())
                .col(blob_null("content"))
                .col(string_len("state", 16))
                .col(string_len("reason", 300))
                .col(integer("attempts"))
                .col(big_integer("queued_at"))
                .col(big_integer_null("sent_at"))
                .col(big_integer_null("settled_at"))
                .foreign_key(&mut belongs_to("mails", "party_id", "parties"))
                .foreign_key(&mut belongs_to("mails", "invite_id", "invites"))
                .foreign_key(&mut belongs_to("mails", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("mails", &["invite_id", "kind"])).await?;
    manager.create_index(index("mails", &["party_id", "kind", "state"])).await?;
    manager.create_index(index("mails", &["user_id"])).await?;
    manager.create_index(index("mails", &["state", "queued_at"])).await
}

/// Of an address only a mark is kept that this site alone can compute.
async fn unsubscribes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "unsubscribes")
                .col(string_len("address_mark", 32))
                .col(string_len("scope", 40))
                .col(uuid_null("party_id"))
                .col(big_integer("created_at"))
                .primary_key(Index::create().col("address_mark").col("scope"))
                .foreign_key(&mut belongs_to("unsubscribes", "party_id", "parties"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("unsubscribes", &["party_id"])).await
}

/// Parties whose hosts chose other times than the usual ones.
async fn reminders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "reminders")
                .col(uuid("party_id").primary_key())
                .col(string_len("minutes", 100))
                .foreign_key(&mut belongs_to("reminders", "party_id", "parties"))
                .to_owned(),
        )
        .await
}

async fn digests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "digests")
                .col(uuid("user_id").primary_key())
                .col(string_len_null("kinds", 200))
                .col(big_integer("sent_at"))
                .foreign_key(&mut belongs_to("digests", "user_id", "users"))
                .to_owned(),
        )
        .await
}
