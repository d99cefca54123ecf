//! Who follows whom, and who shall not see whom.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "follows")
                    .col(uuid("follower_id"))
                    .col(uuid("followed_id"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("follower_id").col("followed_id"))
                    .foreign_key(&mut belongs_to("follows", "follower_id", "users"))
                    .foreign_key(&mut belongs_to("follows", "followed_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("follows", &["followed_id"])).await?;
        manager
            .create_table(
                table(manager, "blocks")
                    .col(uuid("blocker_id"))
                    .col(uuid("blocked_id"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("blocker_id").col("blocked_id"))
                    .foreign_key(&mut belongs_to("blocks", "blocker_id", "users"))
                    .foreign_key(&mut belongs_to("blocks", "blocked_id", "users"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("blocks", &["blocked_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["blocks", "follows"]).await
    }
}
