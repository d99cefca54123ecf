//! Soirée's schema. Each step goes up and down, knows nothing of the entities and runs on SQLite, PostgreSQL and MariaDB.
//! Moments are UTC in milliseconds since 1970; expand first, contract in a later release.

pub use sea_orm_migration::prelude::*;

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
        ]
    }
}
