//! Files that are not whole, and secrets that do not fit.

use std::sync::Arc;

use app::backend::entities::users;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{
    backup::{self, How},
    storage::{MemoryStorage, Storage},
};

use super::{Saved, config};
use crate::support::{Database, Site, TestDatabase, a_person};

async fn a_backup() -> (Site, Saved) {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let saved = Saved::of(&site).await;
    (site, saved)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged_changes_nothing() {
    let (_site, saved) = a_backup().await;
    let whole = std::fs::read(&saved.file).expect("the file");
    let to = Site::new().await;
    let cut = whole[..whole.len() / 2].to_vec();
    let mut flipped = whole.clone();
    let at = whole.windows(15).position(|bytes| bytes == b"ana@example.org");
    flipped[at.expect("an address")] ^= 1;
    for (bytes, why) in
        [(cut, "cut off"), (flipped, "damaged"), (b"hello".to_vec(), "cut off"), (vec![b'x'; 9_000], "no backup")]
    {
        std::fs::write(&saved.file, bytes).expect("a file");
        assert!(backup::verify(&saved.file).await.is_err());
        let said = saved.refused(&to.database, How { force: true, other_secret: true }).await;
        assert!(said.contains(why), "{said}");
    }
    std::fs::write(&saved.file, whole).expect("a file");
    backup::verify(&saved.file).await.expect("it is whole");
    assert_eq!(users::Entity::find().count(to.database.db.read()).await, Ok(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_never_overwritten_nor_readable_for_others() {
    use std::os::unix::fs::PermissionsExt;
    let (site, saved) = a_backup().await;
    assert_eq!(std::fs::metadata(&saved.file).expect("the file").permissions().mode() & 0o777, 0o600);
    let again = backup::make(&saved.config, &site.database.db, &site.state.storage, &saved.file, site.clock.now());
    assert!(again.await.expect_err("it is there").to_string().contains("is there already"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_backup_leaves_no_file() {
    let empty = TestDatabase::empty(Database::Sqlite).await;
    let folder = tempfile::tempdir().expect("a folder");
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::default());
    let settings = config(folder.path(), &[("SOIREE_SECRET", &super::secret())]);
    let made = backup::make(&settings, &empty.db, &storage, &folder.path().join("x.tar"), 0).await;
    assert!(made.expect_err("nothing is there").to_string().contains("soiree migrate up"));
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_links_stay_or_it_is_said() {
    let (_site, saved) = a_backup().await;
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::default());
    let folder = tempfile::tempdir().expect("a folder");
    let to = TestDatabase::empty(Database::Sqlite).await;
    let other = "08".repeat(32);
    for settings in [config(folder.path(), &[]), config(folder.path(), &[("SOIREE_SECRET", &other)])] {
        let refused = backup::restore(&settings, &to.db, &storage, &saved.file, How::default()).await;
        let why = refused.expect_err("another secret").to_string();
        assert!(why.contains("SOIREE_SECRET") && why.contains("--other-secret"), "{why}");
    }
    let settings = config(folder.path(), &[("SOIREE_SECRET", &other)]);
    let how = How { force: false, other_secret: true };
    backup::restore(&settings, &to.db, &storage, &saved.file, how).await.expect("it is restored");
}

/// Kept in the data folder, the secret travels with the backup.
#[tokio::test(flavor = "multi_thread")]
async fn a_kept_secret_comes_back() {
    let (site, _) = a_backup().await;
    let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (here, there) = (config(first.path(), &[]), config(second.path(), &[]));
    let file = first.path().join("x.tar");
    backup::make(&here, &site.database.db, &site.state.storage, &file, 0).await.expect("a backup");
    let to = TestDatabase::empty(Database::Sqlite).await;
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::default());
    backup::restore(&there, &to.db, &storage, &file, How::default()).await.expect("it is restored");
    let key = |folder: &std::path::Path| std::fs::read_to_string(folder.join("secret.key")).expect("a secret");
    assert_eq!(key(first.path()), key(second.path()));
}
