//! Boards: posts with pictures and reactions, and who may post. Replies are posts with a parent.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, mentions, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let posting = string_len("posting", 16).default("invited").take();
        let closed = boolean("board_closed").default(false).take();
        for column in [posting, closed] {
            manager.alter_table(Table::alter().table("parties").add_column(column).to_owned()).await?;
        }
        posts(manager).await?;
        pictures(manager).await?;
        reactions(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["reactions", "post_pictures", "posts"]).await?;
        for column in ["board_closed", "posting"] {
            manager.alter_table(Table::alter().table("parties").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

async fn posts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "posts")
                .col(uuid("id").primary_key())
                .col(uuid("party_id"))
                .col(uuid_null("parent_id"))
                .col(uuid_null("user_id"))
                .col(uuid_null("invite_id"))
                .col(text("text"))
                .col(boolean("announcement"))
                .col(big_integer_null("pinned_at"))
                .col(big_integer_null("edited_at"))
                .col(big_integer_null("removed_at"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("posts", "party_id", "parties"))
                .foreign_key(&mut belongs_to("posts", "parent_id", "posts"))
                .foreign_key(&mut mentions("posts", "user_id", "users"))
                .foreign_key(&mut mentions("posts", "invite_id", "invites"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("posts", &["party_id", "parent_id", "id"])).await?;
    manager.create_index(index("posts", &["parent_id", "id"])).await?;
    manager.create_index(index("posts", &["party_id", "pinned_at"])).await?;
    manager.create_index(index("posts", &["user_id"])).await?;
    manager.create_index(index("posts", &["invite_id"])).await
}

async fn pictures(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "post_pictures")
                .col(uuid("post_id"))
                .col(uuid("picture_id"))
                .col(integer("place"))
                .col(string_len("alt", 300))
                .primary_key(Index::create().col("post_id").col("place"))
                .foreign_key(&mut belongs_to("post_pictures", "post_id", "posts"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("post_pictures", &["picture_id"]).unique().to_owned()).await
}

async fn reactions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "reactions")
                .col(uuid("id").primary_key())
                .col(uuid("post_id"))
                .col(string_len("kind", 16))
                .col(uuid_null("user_id"))
                .col(uuid_null("invite_id"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("reactions", "post_id", "posts"))
                .foreign_key(&mut belongs_to("reactions", "user_id", "users"))
                .foreign_key(&mut belongs_to("reactions", "invite_id", "invites"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("reactions", &["post_id", "kind", "user_id"]).unique().to_owned()).await?;
    manager.create_index(index("reactions", &["post_id", "kind", "invite_id"]).unique().to_owned()).await?;
    manager.create_index(index("reactions", &["user_id"])).await?;
    manager.create_index(index("reactions", &["invite_id"])).await
}
