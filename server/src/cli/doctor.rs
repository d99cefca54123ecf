//! `soiree doctor`

use anyhow::{Result, bail};
use migration::{Migrator, MigratorTrait};

use crate::{assets::Assets, config::Config, state::AppState};

/// Checks everything that the server needs, and says what it found line by line.
pub async fn run(config: &Config) -> Result<()> {
    let state = AppState::without_site(config).await?;
    let pending = Migrator::get_pending_migrations(state.services.db.write()).await;
    let checks = [
        ("settings", Ok(())),
        ("database", told(state.services.db.healthy().await, "does not answer")),
        ("schema", told(pending.is_ok_and(|steps| steps.is_empty()), "is not up to date; run `soiree migrate up`")),
        ("pictures", state.storage.healthy().await.map_err(|error| error.to_string())),
        ("site", Assets::load(&config.http.site).map(|_| ()).map_err(|error| format!("{error:#}"))),
    ];
    for (name, result) in &checks {
        match result {
            Ok(()) => println!("ok      {name}"),
            Err(problem) => println!("PROBLEM {name}: {problem}"),
        }
    }
    if checks.iter().all(|(_, result)| result.is_ok()) { Ok(()) } else { bail!("something needs attention") }
}

fn told(well: bool, problem: &str) -> Result<(), String> {
    if well { Ok(()) } else { Err(problem.to_owned()) }
}
