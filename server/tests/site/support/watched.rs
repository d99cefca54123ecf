//! A site that tells of every statement.

use std::sync::Arc;

use app::backend::{Services, passwords::Passwords};
use server::router::router;

use super::{Database, Site};

impl Site {
    /// Calls `note` with the SQL of each statement.
    pub async fn watched(kind: Database, note: impl Fn(&str) + Clone + Send + Sync + 'static) -> Self {
        let mut site = Self::on(kind).await;
        let mut db = site.database.db.clone();
        db.watch(note);
        let Services { clock, links, slowdown, signal, .. } = site.state.services.as_ref();
        let services = Services {
            db,
            clock: clock.clone(),
            links: links.clone(),
            passwords: Passwords::new(2),
            slowdown: *slowdown,
            signal: signal.clone(),
        };
        site.state.services = Arc::new(services);
        site.router = router(site.state.clone());
        site
    }
}
