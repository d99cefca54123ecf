//! Of which party a message to a webhook tells, so that guests who go are taken out of it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let party = uuid_null("party_id");
        manager.alter_table(Table::alter().table("webhook_deliveries").add_column(party).to_owned()).await?;
        manager.create_index(index("webhook_deliveries", &["party_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("idx_webhook_deliveries_party_id").table("webhook_deliveries").to_owned();
        manager.drop_index(index).await?;
        manager.alter_table(Table::alter().table("webhook_deliveries").drop_column("party_id").to_owned()).await
    }
}
