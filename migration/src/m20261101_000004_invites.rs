//! Invitations with their answers. Of a personal link only the hash is kept.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "invites")
                    .col(uuid("id").primary_key())
                    .col(uuid("party_id"))
                    .col(uuid_null("user_id"))
                    .col(string_len("name", 80))
                    .col(string_len_null("email", 254))
                    .col(string_len_null("token_hash", 64).unique_key())
                    .col(integer("generation"))
                    .col(string_len("answer", 8))
                    .col(integer("plus_ones"))
                    .col(string_len("message", 500))
                    .col(string_len("note", 500))
                    .col(big_integer_null("opened_at"))
                    .col(big_integer_null("answered_at"))
                    .col(big_integer_null("queued_at"))
                    .col(big_integer_null("moved_up_at"))
                    .col(big_integer_null("checked_in_at"))
                    .col(big_integer("created_at"))
                    .foreign_key(&mut belongs_to("invites", "party_id", "parties"))
                    .foreign_key(&mut belongs_to("invites", "user_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("invites", &["party_id", "answer", "queued_at"])).await?;
        manager.create_index(index("invites", &["party_id", "user_id"]).unique().to_owned()).await?;
        manager.create_index(index("invites", &["party_id", "email"]).unique().to_owned()).await?;
        manager.create_index(index("invites", &["user_id", "answer"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["invites"]).await
    }
}
