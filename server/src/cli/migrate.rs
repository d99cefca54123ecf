//! `soiree migrate`

use anyhow::{Context, Result};
use clap::Subcommand;
use migration::{Migrator, MigratorTrait};

use crate::{config::Config, state::open_db};

#[derive(Subcommand)]
pub enum Direction {
    /// Apply every step that is missing.
    Up,
    /// Take the last step back.
    Down,
    /// Tell which steps are applied.
    Status,
}

pub async fn run(config: &Config, direction: Direction) -> Result<()> {
    let db = open_db(config).await?;
    match direction {
        Direction::Up => Migrator::up(db.write(), None).await.context("the migration failed")?,
        Direction::Down => Migrator::down(db.write(), Some(1)).await.context("the migration failed")?,
        Direction::Status => {}
    }
    for step in Migrator::get_migration_with_status(db.write()).await? {
        println!("{:8} {}", step.status().to_string(), step.name());
    }
    Ok(())
}
