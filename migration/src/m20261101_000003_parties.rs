//! Parties and who hosts them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "parties")
                    .col(uuid("id").primary_key())
                    .col(string_len("title", 120))
                    .col(text("description"))
                    .col(string_len("place", 120))
                    .col(string_len("flat", 80))
                    .col(string_len("address", 300))
                    .col(double_null("latitude"))
                    .col(double_null("longitude"))
                    .col(string_len("time_zone", 60))
                    .col(big_integer("first_entry"))
                    .col(big_integer("last_entry"))
                    .col(uuid_null("cover_id"))
                    .col(string_len("cover_alt", 300))
                    .col(string_len("theme", 16))
                    .col(string_len("visibility", 16))
                    .col(string_len("guest_list", 16))
                    .col(string_len("address_shown", 16))
                    .col(big_integer_null("capacity"))
                    .col(integer("plus_ones"))
                    .col(big_integer_null("deadline"))
                    .col(boolean("paused"))
                    .col(big_integer_null("cancelled_at"))
                    .col(big_integer("created_at"))
                    .col(big_integer("updated_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("parties", &["first_entry", "id"])).await?;
        manager.create_index(index("parties", &["cover_id"])).await?;
        manager
            .create_table(
                table(manager, "hosts")
                    .col(uuid("party_id"))
                    .col(uuid("user_id"))
                    .col(boolean("co_host"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("party_id").col("user_id"))
                    .foreign_key(&mut belongs_to("hosts", "party_id", "parties"))
                    .foreign_key(&mut belongs_to("hosts", "user_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("hosts", &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["hosts", "parties"]).await
    }
}
