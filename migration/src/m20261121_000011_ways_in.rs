//! Ways into an account: mailed links, other addresses, passkeys, recovery codes, accounts elsewhere; and when it ends.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        mailed_tokens(manager).await?;
        address_changes(manager).await?;
        passkeys(manager).await?;
        recovery_codes(manager).await?;
        identities(manager).await?;
        let second_factor = boolean("second_factor").default(false).take();
        manager.alter_table(Table::alter().table("users").add_column(second_factor).to_owned()).await?;
        let leaves_at = big_integer_null("leaves_at");
        manager.alter_table(Table::alter().table("users").add_column(leaves_at).to_owned()).await?;
        let place = string_len("place", 64).default("").to_owned();
        manager.alter_table(Table::alter().table("sessions").add_column(place).to_owned()).await?;
        manager.create_index(index("invites", &["email"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("idx_invites_email").table("invites").to_owned()).await?;
        manager.alter_table(Table::alter().table("sessions").drop_column("place").to_owned()).await?;
        for column in ["leaves_at", "second_factor"] {
            manager.alter_table(Table::alter().table("users").drop_column(column).to_owned()).await?;
        }
        drop_tables(manager, &["identities", "recovery_codes", "passkeys", "address_changes", "mailed_tokens"]).await
    }
}

/// Of a mailed link only the hash is kept.
async fn mailed_tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "mailed_tokens")
                .col(string_len("token_hash", 64).primary_key())
                .col(string_len("kind", 16))
                .col(uuid("user_id"))
                .col(string_len("email", 254))
                .col(big_integer("created_at"))
                .col(big_integer("expires_at"))
                .foreign_key(&mut belongs_to("mailed_tokens", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("mailed_tokens", &["user_id", "kind"])).await?;
    manager.create_index(index("mailed_tokens", &["expires_at"])).await
}

async fn address_changes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "address_changes")
                .col(uuid("user_id").primary_key())
                .col(string_len("email", 254))
                .col(big_integer_null("old_confirmed_at"))
                .col(big_integer_null("new_confirmed_at"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("address_changes", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("address_changes", &["created_at"])).await
}

/// The credential's identifier may be longer than a key of an index, so its hash tells it from others.
async fn passkeys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "passkeys")
                .col(uuid("id").primary_key())
                .col(uuid("user_id"))
                .col(string_len("credential_hash", 64).unique_key())
                .col(string_len("name", 60))
                .col(text("credential"))
                .col(big_integer("created_at"))
                .col(big_integer_null("used_at"))
                .foreign_key(&mut belongs_to("passkeys", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("passkeys", &["user_id", "created_at"])).await
}

async fn recovery_codes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "recovery_codes")
                .col(uuid("user_id"))
                .col(string_len("code_hash", 64))
                .col(big_integer("created_at"))
                .primary_key(Index::create().col("user_id").col("code_hash"))
                .foreign_key(&mut belongs_to("recovery_codes", "user_id", "users"))
                .to_owned(),
        )
        .await
}

/// Issuer and subject tell whose account it is elsewhere.
async fn identities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "identities")
                .col(uuid("id").primary_key())
                .col(uuid("user_id"))
                .col(string_len("issuer", 255))
                .col(string_len("subject", 255))
                .col(string_len("provider", 40))
                .col(string_len_null("email", 254))
                .col(big_integer("created_at"))
                .col(big_integer_null("used_at"))
                .foreign_key(&mut belongs_to("identities", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("identities", &["issuer", "subject"]).unique().to_owned()).await?;
    manager.create_index(index("identities", &["user_id"])).await
}
