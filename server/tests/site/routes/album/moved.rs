//! Photos as they were sent that versions before this one have put beside their sizes.

use app::{backend::tasks, domain::PhotoId};
use server::{
    housekeeping,
    storage::{Key, Storage},
    uploads,
};

use super::Scene;
use crate::{
    pictures::files,
    support::{Trouble, a_photo, add_photos, jpeg, on_photo, prepare, rows, shown_photos},
};

/// The place of the file of a photo, and the old one.
async fn places(scene: &Scene, photo: PhotoId) -> (Key, Key) {
    let picture = rows::photo(&scene.site, photo).await.picture_id.into();
    (uploads::original(picture).expect("a key"), uploads::originals::before(picture).expect("a key"))
}

/// Copies the file to its old place.
async fn copy_back(scene: &Scene, photo: PhotoId) {
    let (new, old) = places(scene, photo).await;
    let file = scene.shelf.read(new.as_str()).await;
    scene.shelf.put(&old, file.into(), old.content_type()).await.expect("it is stored");
}

/// As the version before has left it.
async fn put_back(scene: &Scene, photo: PhotoId) {
    copy_back(scene, photo).await;
    let (new, _) = places(scene, photo).await;
    scene.shelf.delete(&new).await.expect("it is deleted");
}

/// Whether the file is at its place, and whether it is at the old one.
async fn is_at(scene: &Scene, photo: PhotoId) -> (bool, bool) {
    let ((new, old), keys) = (places(scene, photo).await, scene.shelf.keys());
    let is_there = |key: &Key| keys.iter().any(|other| other == key.as_str());
    (is_there(&new), is_there(&old))
}

async fn move_all(scene: &Scene) {
    housekeeping::originals(&scene.site.state).await.expect("it works");
}

#[tokio::test(flavor = "multi_thread")]
async fn they_are_moved_and_can_be_had_at_any_time() {
    let mut scene = Scene::new().await;
    let (party, sent) = (scene.party, files::jpeg_with_secrets());
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &sent).await;
    let other = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
    put_back(&scene, photo).await;
    let path = format!("{}/{photo}/original", scene.album());
    let zip = format!("{}.zip?which=all", scene.album());
    let whole = scene.zoe.get(&zip).await.is(200).bytes.len();
    assert_eq!(scene.zoe.get(&path).await.is(200).bytes, sent);

    move_all(&scene).await;
    assert_eq!((is_at(&scene, photo).await, is_at(&scene, other).await), ((true, false), (true, false)));
    assert_eq!(scene.zoe.get(&path).await.is(200).bytes, sent);
    assert_eq!(scene.zoe.get(&zip).await.is(200).bytes.len(), whole);

    // Once a day, for an older version may go on beside this one.
    put_back(&scene, other).await;
    move_all(&scene).await;
    assert_eq!(is_at(&scene, other).await, (false, true));
    scene.site.wait_hours(25);
    move_all(&scene).await;
    assert_eq!(is_at(&scene, other).await, (true, false));
}

/// Somebody has begun to move it, and died.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_at_both_places_stays_at_one() {
    let scene = Scene::new().await;
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), scene.party, &jpeg(40, 30)).await;
    copy_back(&scene, photo).await;
    move_all(&scene).await;
    assert_eq!(is_at(&scene, photo).await, (true, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_moved_is_moved_later() {
    let scene = Scene::new().await;
    let mut photos = Vec::new();
    for width in [40, 50] {
        photos.push(a_photo(&scene.site, &mut scene.zoe.clone(), scene.party, &jpeg(width, 30)).await);
    }
    for (trouble, tried) in [(Trouble::Full, "2 files"), (Trouble::Gone, "nobody answers")] {
        for photo in &photos {
            put_back(&scene, *photo).await;
        }
        scene.shelf.fails_after(0, trouble);
        move_all(&scene).await;
        for photo in &photos {
            assert_eq!(is_at(&scene, *photo).await, (false, true), "{trouble:?}");
        }
        let task = tasks::last(&scene.site.state.services, "originals").await.expect("a query").expect("it was begun");
        assert!(task.last_error.is_some_and(|error| error.contains(tried)), "{trouble:?}");
        scene.shelf.works_again();
        scene.site.wait_hours(1);
        move_all(&scene).await;
        for photo in &photos {
            assert_eq!(is_at(&scene, *photo).await, (true, false), "{trouble:?}");
        }
        scene.site.wait_hours(24);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_prepared_from_there() {
    let mut scene = Scene::new().await;
    let photo = add_photos(&mut scene.zoe, scene.party, &[&jpeg(40, 30)]).await.remove(0).photo;
    put_back(&scene, photo).await;
    prepare(&scene.site).await;
    assert_eq!(shown_photos(&mut scene.cem, scene.party).await, [photo]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_stays_of_a_photo_that_is_deleted() {
    let mut scene = Scene::new().await;
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), scene.party, &jpeg(40, 30)).await;
    copy_back(&scene, photo).await;
    assert_eq!(scene.shelf.keys().len(), 5);
    on_photo(&mut scene.zoe, "delete", scene.party, photo, &[]).await.is(303);
    prepare(&scene.site).await;
    assert_eq!((scene.shelf.keys(), rows::pictures(&scene.site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_of_one_that_is_not_kept() {
    let mut scene = Scene::with(crate::support::Database::Sqlite, &[("SOIREE_KEEP_ORIGINALS", "false")]).await;
    let photo = add_photos(&mut scene.zoe, scene.party, &[&jpeg(40, 30)]).await.remove(0).photo;
    copy_back(&scene, photo).await;
    prepare(&scene.site).await;
    let keys = scene.shelf.keys();
    assert!(keys.len() == 3 && keys.iter().all(|key| key.ends_with(".jpg")), "{keys:?}");
}
