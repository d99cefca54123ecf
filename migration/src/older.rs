//! The schema as another version has left it.

use sea_orm_migration::{
    MigratorTraitSelf,
    prelude::{DbErr, MigrationTrait, MigratorTrait},
    sea_orm::DatabaseConnection,
};

use super::Migrator;

/// Some of the steps.
struct Only<'a>(&'a [String]);

impl MigratorTraitSelf for Only<'_> {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        let mut steps = <Migrator as MigratorTrait>::migrations();
        steps.retain(|step| self.0.iter().any(|name| name == step.name()));
        steps
    }
}

/// Applies the steps of these names, in their order, to a database that has no others. An older version may lack one that
/// stands before others which it has: a step has the number under which its work was begun.
pub async fn up_with(db: &DatabaseConnection, names: &[String]) -> Result<(), DbErr> {
    MigratorTraitSelf::up(&Only(names), db, None).await
}
