//! `soiree migrate`

use anyhow::{Context, Result};
use app::backend::db::Alone;
use clap::Subcommand;
use migration::{Migrator, MigratorTrait, is_up_to_date, steps};

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

/// Instances that start at the same time change the schema one after the other; the first does the work.
pub async fn run(config: &Config, direction: Direction) -> Result<()> {
    let db = open_db(config).await?;
    let alone = Alone::hold(&config.database.url).await.context("cannot lock the schema")?;
    let schema = db.schema();
    match direction {
        // Also where a newer version has applied steps that this one does not know.
        Direction::Up if is_up_to_date(schema).await.context("cannot read the schema")? => {}
        Direction::Up => Migrator::up(schema, None).await.context("the migration failed")?,
        Direction::Down => Migrator::down(schema, Some(1)).await.context("the migration failed")?,
        Direction::Status => {}
    }
    drop(alone);
    for (name, applied) in steps(schema).await? {
        println!("{:8} {name}", if applied { "Applied" } else { "Pending" });
    }
    Ok(())
}
