//! Soirée's schema. Each step goes up and down, knows nothing of the entities and runs on SQLite, PostgreSQL and MariaDB.
//! Moments are UTC in milliseconds since 1970; expand first, contract in a later release.

pub use sea_orm_migration::prelude::*;

use std::collections::HashSet;

use sea_orm_migration::{
    sea_orm::{DatabaseConnection, EntityTrait},
    seaql_migrations,
};

mod dialect;
mod m20261101_000001_pictures;
mod m20261101_000002_accounts;
mod m20261101_000003_parties;
mod m20261101_000004_invites;
mod m20261101_000005_requests;
mod m20261121_000006_board;
mod m20261121_000007_people;
mod m20261121_000008_live;
mod m20261121_000009_reports;
mod m20261121_000010_mail;
mod m20261121_000011_ways_in;
mod m20261121_000012_calendar;
mod m20261121_000013_album;
mod m20261121_000014_ops;
mod m20261121_000015_scale;
mod m20261121_000016_api;
mod m20261121_000017_search;
mod m20261121_000018_languages;
mod m20261121_000019_untaggable_guests;
mod m20261121_000020_withdrawals;
mod m20261121_000021_delivered_posts;
mod m20261121_000022_last_openings;
mod m20261121_000023_delivered_guests;
mod older;

pub use older::up_with;

pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261101_000001_pictures::Migration),
            Box::new(m20261101_000002_accounts::Migration),
            Box::new(m20261101_000003_parties::Migration),
            Box::new(m20261101_000004_invites::Migration),
            Box::new(m20261101_000005_requests::Migration),
            Box::new(m20261121_000006_board::Migration),
            Box::new(m20261121_000007_people::Migration),
            Box::new(m20261121_000008_live::Migration),
            Box::new(m20261121_000009_reports::Migration),
            Box::new(m20261121_000010_mail::Migration),
            Box::new(m20261121_000011_ways_in::Migration),
            Box::new(m20261121_000012_calendar::Migration),
            Box::new(m20261121_000013_album::Migration),
            Box::new(m20261121_000014_ops::Migration),
            Box::new(m20261121_000015_scale::Migration),
            Box::new(m20261121_000016_api::Migration),
            Box::new(m20261121_000017_search::Migration),
            Box::new(m20261121_000018_languages::Migration),
            Box::new(m20261121_000019_untaggable_guests::Migration),
            Box::new(m20261121_000020_withdrawals::Migration),
            Box::new(m20261121_000021_delivered_posts::Migration),
            Box::new(m20261121_000022_last_openings::Migration),
            Box::new(m20261121_000023_delivered_guests::Migration),
        ]
    }
}

/// The names of all steps, and whether the database has them. Steps that only a newer version knows do not matter: versions
/// serve side by side.
pub async fn steps(db: &DatabaseConnection) -> Result<Vec<(String, bool)>, DbErr> {
    let mut applied = HashSet::<String>::new();
    if SchemaManager::new(db).has_table("seaql_migrations").await? {
        applied.extend(seaql_migrations::Entity::find().all(db).await?.into_iter().map(|row| row.version));
    }
    let known = Migrator::migrations();
    Ok(known.iter().map(|step| (step.name().to_owned(), applied.contains(step.name()))).collect())
}

/// Whether the database has all steps.
pub async fn is_up_to_date(db: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(steps(db).await?.iter().all(|(_, has)| *has))
}
