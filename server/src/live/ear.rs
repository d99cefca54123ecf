//! Hears from other instances that something was committed, where the database can tell.

use std::{sync::Arc, time::Duration};

use app::backend::{Services, db::notice::Notices};

const SHORTEST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Raises the signal of this process whenever there is word, until the process ends.
pub async fn listen(services: Arc<Services>) {
    let mut wait = SHORTEST_WAIT;
    loop {
        match hear(&services).await {
            Ok(()) => return,
            Err((error, heard)) => {
                tracing::warn!(error = format!("{error:#}"), "no word from other instances now");
                wait = if heard { SHORTEST_WAIT } else { (wait * 2).min(LONGEST_WAIT) };
            }
        }
        tokio::time::sleep(wait).await;
    }
}

/// Ends where there is never word; an error tells whether there was a connection before.
async fn hear(services: &Services) -> Result<(), (anyhow::Error, bool)> {
    let Some(mut notices) = Notices::listen(&services.db).await.map_err(|error| (error, false))? else {
        return Ok(());
    };
    loop {
        // Also at the beginning: what was said before is lost.
        services.signal.raise();
        notices.next().await.map_err(|error| (error, true))?;
    }
}
