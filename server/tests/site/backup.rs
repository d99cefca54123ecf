//! Backups: what was there is there again, on whichever database, byte by byte.

mod automatic;
mod damaged;
mod older;
mod originals;
mod replaced;
mod rewritten;
mod scene;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use app::backend::db::snapshot::Snapshot;
use futures::TryStreamExt;
use server::{
    backup::{self, How, Restored},
    config::{Config, Env},
    storage::{MemoryStorage, Storage},
};
use tempfile::TempDir;

use self::scene::Scene;
use crate::support::{Database, Site, TestDatabase};

/// The secret of the sites under test.
fn secret() -> String {
    "07".repeat(32)
}

fn config(folder: &Path, settings: &[(&str, &str)]) -> Config {
    let folder = folder.display().to_string();
    let common = [("SOIREE_DATA", folder.as_str()), ("SOIREE_BASE_URL", "http://soiree.test")];
    Config::read(&Env::of(&[&common[..], settings].concat())).expect("settings")
}

/// A backup of a site, and the folder that holds it.
struct Saved {
    _folder: TempDir,
    config: Config,
    file: PathBuf,
}

impl Saved {
    async fn of(site: &Site) -> Self {
        let folder = TempDir::new().expect("a folder");
        let secret = secret();
        let config = config(folder.path(), &[("SOIREE_SECRET", &secret)]);
        let file = folder.path().join("soiree.tar");
        let (db, storage, now) = (&site.database.db, &site.state.storage, site.clock.now());
        let made = backup::make(&config, db, storage, &file, now).await.expect("a backup");
        assert_eq!(made.bytes, std::fs::metadata(&file).expect("the file").len());
        assert_eq!(made.missing, 0);
        Self { _folder: folder, config, file }
    }

    async fn restore(&self, to: &TestDatabase, storage: &Arc<dyn Storage>, how: How) -> anyhow::Result<Restored> {
        backup::restore(&self.config, &to.db, storage, &self.file, how).await
    }

    /// Why it cannot be restored.
    async fn refused(&self, to: &TestDatabase, how: How) -> String {
        let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::default());
        format!("{:#}", self.restore(to, &storage, how).await.expect_err("it is refused"))
    }
}

/// Brings a scene from its own database to another one and compares all pages.
async fn moves(site: Site, to: Database) {
    let mut scene = Scene::play(site).await;
    let before = scene.pages().await;
    let saved = Saved::of(&scene.site).await;
    let (database, storage): (_, Arc<dyn Storage>) =
        (TestDatabase::empty(to).await, Arc::new(MemoryStorage::default()));
    let restored = saved.restore(&database, &storage, How::default()).await.expect("it is restored");
    assert!(restored.rows > 20 && restored.files == 13, "{restored:?}");
    scene.goes_on(database.db.clone(), storage);
    assert_same(&before, &scene.pages().await);
    scene.still_works().await;
}

/// All pages are as they were.
fn assert_same(before: &[(String, String)], after: &[(String, String)]) {
    for ((path, before), (_, after)) in before.iter().zip(after) {
        assert!(before == after, "{path} before:\n{before}\n{path} after:\n{after}");
    }
    assert_eq!(before.len(), after.len());
}

on_each_database! {
    async fn pages_are_the_same_after_a_restore(site: Site) {
        let kind = site.database.kind;
        moves(site, kind).await;
    }

    async fn to_the_next_database(site: Site) {
        let next = match site.database.kind {
            Database::Sqlite => Database::Postgres,
            Database::Postgres => Database::MariaDb,
            Database::MariaDb => Database::Sqlite,
        };
        moves(site, next).await;
    }

    /// What is written meanwhile is in the backup whole or not at all.
    async fn while_people_write(site: Site) {
        use crate::support::{a_party, a_person};
        let mut host = a_person(&site, "hanna").await.browser;
        let writes = tokio::spawn(async move {
            for _ in 0..20 {
                a_party().by(&mut host).await;
            }
        });
        let mut counts = Vec::new();
        for _ in 0..5 {
            let saved = Saved::of(&site).await;
            let database = TestDatabase::empty(site.database.kind).await;
            let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::default());
            // Keys between tables are checked, so a party without its host would not come in.
            saved.restore(&database, &storage, How::default()).await.expect("it is restored");
            counts.push(scene::parties_with_hosts(&database).await);
        }
        writes.await.expect("no panic");
        for (parties, hosts) in counts {
            assert_eq!(parties, hosts);
        }
    }

    /// The disk may be slow: the database waits longer than for other transactions.
    async fn while_it_stands_still(site: Site) {
        crate::support::a_person(&site, "ana").await;
        let snapshot = Snapshot::take(&site.database.db).await.expect("a snapshot");
        tokio::time::sleep(Duration::from_secs(4)).await;
        let users = snapshot.tables.iter().find(|table| table.name == "users").expect("a table");
        let rows: Vec<_> = snapshot.rows(users).await.expect("a query").try_collect().await.expect("rows");
        assert_eq!(rows.len(), 1);
        snapshot.end().await.expect("it ends");
    }

    async fn nothing_is_replaced_unless_it_must(site: Site) {
        let scene = Scene::play(site).await;
        let saved = Saved::of(&scene.site).await;
        let other = Site::on(scene.site.database.kind).await;
        crate::support::a_person(&other, "olga").await;
        let before = crate::support::rows::everything(&other).await;
        assert!(saved.refused(&other.database, How::default()).await.contains("--force"));
        assert_eq!(crate::support::rows::everything(&other).await, before);
        let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::default());
        let how = How { force: true, other_secret: false };
        saved.restore(&other.database, &storage, how).await.expect("it is restored");
        let original = crate::support::rows::everything(&scene.site).await;
        assert_eq!(crate::support::rows::everything(&other).await, original);
    }
}
