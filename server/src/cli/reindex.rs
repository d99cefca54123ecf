//! `soiree reindex`

use anyhow::Result;
use app::backend::search;

use crate::{config::Config, demo::told, state::AppState};

/// The site may go on meanwhile: some photos at a time are not found for a moment.
pub async fn run(config: &Config) -> Result<()> {
    let state = AppState::without_site(config).await?;
    let count = search::reindex(&state.services.db).await.map_err(told)?;
    println!("{count} photos are in the index");
    Ok(())
}
