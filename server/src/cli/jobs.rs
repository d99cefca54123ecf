//! `soiree jobs`

use anyhow::{Result, bail};
use app::backend::jobs;
use clap::Subcommand;
use uuid::Uuid;

use crate::{config::Config, demo::told, state::AppState};

/// Of the jobs that were given up, so many are shown.
const SHOWN: u64 = 50;

#[derive(Subcommand)]
pub enum Action {
    /// Try a job again that was given up.
    Retry { id: Uuid },
}

pub async fn run(config: &Config, action: Option<Action>) -> Result<()> {
    let state = AppState::without_site(config).await?;
    match action {
        None => list(&state).await,
        Some(Action::Retry { id }) => {
            if !jobs::retry(&state.services, id).await.map_err(told)? {
                bail!("no job with the identifier {id} was given up; `soiree jobs` lists them");
            }
            println!("the server does it again");
            Ok(())
        }
    }
}

/// How many there are of each kind, and those that were given up with what went wrong.
async fn list(state: &AppState) -> Result<()> {
    let counts = jobs::counts(&state.services).await.map_err(told)?;
    if counts.is_empty() {
        println!("nothing is to be done");
    }
    for jobs::Count { kind, waiting, dead } in counts {
        println!("{kind:20} {waiting:6} to do {dead:6} given up");
    }
    for job in jobs::dead(&state.services, SHOWN).await.map_err(told)? {
        let error = job.last_error.unwrap_or_default();
        println!("{} {}: {}", job.id, job.kind, error.replace('\n', " "));
    }
    Ok(())
}
