//! Photos as they were sent: versions before this one kept them beside their sizes.

use std::sync::Arc;

use server::{
    backup::How,
    storage::{Key, Storage},
};

use super::{Saved, assert_same, rewritten::rewritten, scene::Scene};
use crate::support::{Database, Shelf, Site, TestDatabase};

/// The same backup as the version before would have made it.
fn as_before(backup: &[u8]) -> Vec<u8> {
    let mut renamed = 0;
    let older = rewritten(backup, |name, header, _| {
        if let Some(photo) = name.strip_prefix("files/originals/") {
            header.set_path(format!("files/pictures/{photo}")).expect("a name");
            header.set_cksum();
            renamed += 1;
        }
    });
    assert_eq!(renamed, 1);
    older
}

async fn a_scene() -> (Scene, Arc<Shelf>) {
    let shelf = Arc::new(Shelf::default());
    (Scene::play(Site::storing(Database::Sqlite, &[], shelf.clone()).await).await, shelf)
}

/// Restores the backup elsewhere: everybody sees what they saw, and every file is where it belongs.
async fn comes_back(mut scene: Scene, saved: &Saved, before: &[(String, String)], keys: &[String]) {
    let (database, shelf) = (TestDatabase::empty(Database::Sqlite).await, Arc::new(Shelf::default()));
    let storage: Arc<dyn Storage> = shelf.clone();
    saved.restore(&database, &storage, How::default()).await.expect("it is restored");
    assert_eq!(shelf.keys(), keys);
    scene.goes_on(database.db.clone(), storage);
    assert_same(before, &scene.pages().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn those_of_an_older_backup_find_their_place() {
    let (mut scene, shelf) = a_scene().await;
    // Among them: the photo as it was sent, byte by byte.
    let before = scene.pages().await;
    let saved = Saved::of(&scene.site).await;
    let backup = std::fs::read(&saved.file).expect("the file");
    std::fs::write(&saved.file, as_before(&backup)).expect("a file");
    comes_back(scene, &saved, &before, &shelf.keys()).await;
}

/// Also a site whose photos are not moved yet loses none of them.
#[tokio::test(flavor = "multi_thread")]
async fn those_at_their_old_place_are_in_the_backup() {
    let (mut scene, shelf) = a_scene().await;
    let (before, keys) = (scene.pages().await, shelf.keys());
    let new = keys.iter().find(|key| key.starts_with("originals/")).expect("a photo as it was sent");
    let old = Key::new(new.replace("originals/", "pictures/")).expect("a key");
    shelf.put(&old, shelf.read(new).await.into(), old.content_type()).await.expect("it is stored");
    shelf.delete(&Key::new(new.as_str()).expect("a key")).await.expect("it is deleted");
    assert_same(&before, &scene.pages().await);
    let saved = Saved::of(&scene.site).await;
    comes_back(scene, &saved, &before, &keys).await;
}
