//! Guests who are taken off the list count as a change for calendars, but not for those who answer by mail.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer("withdrawn").default(0).take();
        manager.alter_table(Table::alter().table("parties").add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("parties").drop_column("withdrawn").to_owned()).await
    }
}
