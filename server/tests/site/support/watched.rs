//! A site that tells of every statement.

use std::sync::Arc;

use app::backend::{Services, passwords::Passwords};
use server::router::router;

use super::{Database, Site};

impl Site {
    /// Calls `note` with the SQL of each statement.
    pub async fn watched(kind: Database, note: impl Fn(&str) + Clone + Send + Sync + 'static) -> Self {
        Self::watched_with(kind, &[], note).await
    }

    /// The same with settings of its own.
    pub async fn watched_with(
        kind: Database,
        settings: &[(&str, &str)],
        note: impl Fn(&str) + Clone + Send + Sync + 'static,
    ) -> Self {
        let mut site = Self::with(kind, settings).await;
        let mut db = site.database.db.clone();
        db.watch(note);
        let before = site.state.services.as_ref();
        let Services { clock, links, slowdown, keys, logins, mail, grace, private_webhooks, signal, tiles, .. } =
            before;
        let services = Services {
            db,
            clock: clock.clone(),
            links: links.clone(),
            passwords: Passwords::new(2),
            slowdown: *slowdown,
            keys: keys.clone(),
            logins: logins.clone(),
            mail: mail.clone(),
            grace: *grace,
            picture_megabytes: before.picture_megabytes,
            private_webhooks: *private_webhooks,
            signal: signal.clone(),
            tiles: tiles.clone(),
            counted: Default::default(),
        };
        site.state.services = Arc::new(services);
        site.router = router(site.state.clone());
        site
    }
}
