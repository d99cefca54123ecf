//! Which post a message to a webhook tells of, so that the message goes with the post.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let post = uuid_null("post_id");
        manager.alter_table(Table::alter().table("webhook_deliveries").add_column(post).to_owned()).await?;
        manager.create_index(index("webhook_deliveries", &["post_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("idx_webhook_deliveries_post_id").table("webhook_deliveries").to_owned();
        manager.drop_index(index).await?;
        manager.alter_table(Table::alter().table("webhook_deliveries").drop_column("post_id").to_owned()).await
    }
}
