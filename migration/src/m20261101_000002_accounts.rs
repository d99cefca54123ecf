//! People, their sessions, and counters of failed logins.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "users")
                    .col(uuid("id").primary_key())
                    .col(string_len_uniq("username", 30))
                    .col(string_len_uniq("email", 254))
                    .col(big_integer_null("email_verified_at"))
                    .col(string_len("display_name", 60))
                    .col(string_len("bio", 300))
                    .col(string_len("password_hash", 200))
                    .col(uuid_null("photo_id"))
                    .col(big_integer("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table(manager, "sessions")
                    .col(string_len("id_hash", 64).primary_key())
                    .col(uuid_null("user_id"))
                    .col(text("data"))
                    .col(string_len("device", 120))
                    .col(big_integer("created_at"))
                    .col(big_integer("seen_at"))
                    .col(big_integer("expires_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("sessions", &["user_id"])).await?;
        manager.create_index(index("sessions", &["expires_at"])).await?;
        manager
            .create_table(
                table(manager, "login_failures")
                    .col(string_len("subject", 64).primary_key())
                    .col(integer("failures"))
                    .col(big_integer("last_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("login_failures", &["last_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["login_failures", "sessions", "users"]).await
    }
}
