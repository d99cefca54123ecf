//! The site under test.

use std::sync::Arc;

use app::backend::{clock::Clock, db::Db};
use axum::Router;
use server::{
    assets::Assets,
    config::{Config, Env},
    router::router,
    state::AppState,
    storage::{MemoryStorage, Storage},
};
use tempfile::TempDir;

use super::{Browser, Database, TestDatabase};

/// A site with its own database, storage and clock.
pub struct Site {
    pub state: AppState,
    pub router: Router,
    pub database: TestDatabase,
    pub clock: Clock,
    config: Config,
    _folder: TempDir,
}

impl Site {
    /// On SQLite, for tests in which the database does not matter.
    pub async fn new() -> Self {
        Self::on(Database::Sqlite).await
    }

    pub async fn on(kind: Database) -> Self {
        Self::with(kind, &[]).await
    }

    /// With settings of its own.
    pub async fn with(kind: Database, settings: &[(&str, &str)]) -> Self {
        Self::storing(kind, settings, Arc::new(MemoryStorage::default())).await
    }

    /// With a storage of its own.
    pub async fn storing(kind: Database, settings: &[(&str, &str)], storage: Arc<dyn Storage>) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let database = TestDatabase::migrated(kind).await;
        let data = folder.path().display().to_string();
        let common = [
            ("SOIREE_DATA", data.as_str()),
            ("SOIREE_BASE_URL", "http://soiree.test"),
            ("SOIREE_RATE", "1000000"),
            ("SOIREE_DELETION_DAYS", "0"),
        ];
        let settings: Vec<_> = common.iter().chain(settings).copied().collect();
        let config = Config::read(&Env::of(&settings)).expect("test settings are right");
        let clock = Clock::default();
        let state = AppState::new(&config, database.db.clone(), clock.clone(), [7; 32], storage, None, Assets::none());
        Self { router: router(state.clone()), state, database, clock, config, _folder: folder }
    }

    /// The same site once more, as its state is now.
    pub fn twin(&self) -> Router {
        router(self.state.clone())
    }

    /// Another instance: nothing is shared but the database, the storage and the time.
    pub fn instance(&self) -> AppState {
        self.instance_on(self.database.db.clone())
    }

    /// The same, over a connection of its own.
    pub fn instance_on(&self, db: Db) -> AppState {
        let storage = self.state.storage.clone();
        AppState::new(&self.config, db, self.clock.clone(), [7; 32], storage, self.state.cdn.clone(), Assets::none())
    }

    /// Somebody who has never been here.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }
}
