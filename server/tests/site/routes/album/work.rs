//! How photos get ready, and what happens when they do not.

use app::{
    backend::jobs,
    domain::album::{Failure, Status},
};

use super::Scene;
use crate::{
    pictures::files,
    support::{Site, Trouble, a_photo, add_photos, jpeg, on_photo, prepare, read_album, rows, shown_photos},
};

on_each_database! {
    async fn only_what_is_stored_completely_is_shown(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = add_photos(&mut scene.zoe, party, &[&jpeg(40, 30)]).await.remove(0);
        assert_eq!(photo.status, Status::Received);
        assert!(shown_photos(&mut scene.zoe, party).await.is_empty());
        prepare(&scene.site).await;
        assert_eq!(shown_photos(&mut scene.cem, party).await, [photo.photo]);
        let row = rows::photo(&scene.site, photo.photo).await;
        assert!(row.taken_at.is_none() && row.sorted_at == row.created_at && !row.thumbhash.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_nearest_town_is_named() {
    let mut scene = Scene::new().await;
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), scene.party, &files::jpeg_with_secrets()).await;
    let row = rows::photo(&scene.site, photo).await;
    assert_eq!(row.place, "Arezzo, Italy");
    assert_eq!(row.latitude.map(|latitude| (latitude * 100.0) as i64), Some(4346));
    scene.cem.get(&format!("{}/{photo}", scene.album())).await.reads("Arezzo, Italy");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_fails_half_way_is_tried_again() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    add_photos(&mut scene.zoe, party, &[&jpeg(40, 30)]).await;
    scene.shelf.fails_after(2, Trouble::Gone);
    prepare(&scene.site).await;
    assert!(shown_photos(&mut scene.zoe, party).await.is_empty());
    assert_eq!(read_album(&mut scene.zoe, party, &[]).await.processing[0].status, Status::Received);
    scene.shelf.works_again();
    prepare(&scene.site).await;
    assert!(shown_photos(&mut scene.zoe, party).await.is_empty(), "not at once");
    scene.site.clock.advance(jiff::SignedDuration::from_secs(11));
    prepare(&scene.site).await;
    assert_eq!(shown_photos(&mut scene.zoe, party).await.len(), 1);
    assert_eq!(scene.shelf.keys().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_is_removed_while_it_is_worked_on_leaves_nothing() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let photo = add_photos(&mut scene.zoe, party, &[&jpeg(40, 30)]).await.remove(0).photo;
    // Somebody has begun, and is slow.
    let claimed = jobs::next_of(&scene.site.state.services, jobs::Lane::Photos).await.expect("a query").expect("a job");
    let jobs::Job::MakePhoto { picture, .. } = claimed.job else { panic!("{claimed:?}") };
    let services = &scene.site.state.services;
    assert!(app::backend::album::begin(services, photo, picture).await.expect("a query").is_some());
    on_photo(&mut scene.zoe, "delete", party, photo, &[]).await.is(303);
    prepare(&scene.site).await;
    let key = server::uploads::key(picture, app::domain::picture::Size::Large).expect("a key");
    scene.site.state.storage.put(&key, vec![1].into(), "image/jpeg").await.expect("stored late");
    let ready = app::backend::album::ready(&scene.site.state.command_ctx(), photo, picture, Default::default()).await;
    assert_eq!(ready, Ok(false));
    // The slow one died; the next one cleans up.
    scene.site.clock.advance(jiff::SignedDuration::from_secs(61));
    prepare(&scene.site).await;
    assert_eq!((scene.shelf.keys(), rows::photos(&scene.site, party).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_shown_says_why() {
    let mut scene = Scene::new().await;
    let (party, album) = (scene.party, scene.album());
    let photo = add_photos(&mut scene.zoe, party, &[&files::half_a_jpeg()]).await.remove(0).photo;
    prepare(&scene.site).await;
    let row = rows::photo(&scene.site, photo).await;
    assert_eq!((row.status(), row.failure.as_deref()), (Status::Failed, Some(Failure::Damaged.code())));
    scene
        .zoe
        .get(&album)
        .await
        .is(200)
        .reads("Photos that did not work")
        .reads(Failure::Damaged.label())
        .reads("Try again");
    scene.cem.get(&album).await.is(200).reads_not("did not work");
    on_photo(&mut scene.cem, "again", party, photo, &[]).await.is(404);
    on_photo(&mut scene.zoe, "again", party, photo, &[]).await.is(303);
    assert_eq!(rows::photo(&scene.site, photo).await.status(), Status::Received);
    prepare(&scene.site).await;
    assert_eq!(rows::photo(&scene.site, photo).await.status(), Status::Failed);
    on_photo(&mut scene.zoe, "delete", party, photo, &[]).await.is(303);
    prepare(&scene.site).await;
    assert_eq!((scene.shelf.keys(), rows::pictures(&scene.site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn cameras_tell_when_and_where() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let photo = a_photo(&scene.site, &mut scene.zoe, party, &files::jpeg_with_secrets()).await;
    let row = rows::photo(&scene.site, photo).await;
    assert!(row.latitude.is_some_and(|latitude| (43.0..44.0).contains(&latitude)) && row.camera.contains("Camera"));
    for browser in [&mut scene.zoe, &mut scene.cem] {
        browser.get(&format!("/p/{party}/album/{photo}")).await.is(200).reads("Secret Camera 7").reads("Show on a map");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn originals_are_kept_only_where_they_shall() {
    let mut scene = Scene::with(crate::support::Database::Sqlite, &[("SOIREE_KEEP_ORIGINALS", "false")]).await;
    let party = scene.party;
    let photo = a_photo(&scene.site, &mut scene.zoe, party, &jpeg(40, 30)).await;
    assert_eq!(scene.shelf.keys().len(), 3);
    assert_eq!(rows::photo(&scene.site, photo).await.original, None);
    scene.zoe.get(&format!("/p/{party}/album/{photo}/original")).await.is(404);
    let page = scene.zoe.get(&format!("/p/{party}/album/{photo}")).await;
    page.is(200).reads("Download").reads_not("Download the original");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_counts_as_storage_in_use() {
    for (keep, count) in [("true", 4), ("false", 3)] {
        let mut scene = Scene::with(crate::support::Database::Sqlite, &[("SOIREE_KEEP_ORIGINALS", keep)]).await;
        a_photo(&scene.site, &mut scene.zoe, scene.party, &files::jpeg_with_secrets()).await;
        let (keys, mut stored) = (scene.shelf.keys(), 0);
        for key in &keys {
            stored += scene.shelf.read(key).await.len() as i64;
        }
        let noted: Vec<_> = rows::pictures(&scene.site).await.iter().map(|picture| picture.bytes).collect();
        assert_eq!((keys.len(), noted), (count, vec![stored]), "originals are kept: {keep}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_original_that_could_not_be_deleted_goes_later() {
    let mut scene = Scene::with(crate::support::Database::Sqlite, &[("SOIREE_KEEP_ORIGINALS", "false")]).await;
    let party = scene.party;
    add_photos(&mut scene.zoe, party, &[&jpeg(40, 30)]).await;
    scene.shelf.fails_after(3, Trouble::Gone);
    prepare(&scene.site).await;
    assert_eq!((shown_photos(&mut scene.cem, party).await.len(), scene.shelf.keys().len()), (1, 4));
    scene.shelf.works_again();
    scene.site.clock.advance(jiff::SignedDuration::from_secs(11));
    prepare(&scene.site).await;
    assert_eq!(scene.shelf.keys().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_with_which_every_process_dies_is_given_up() {
    let mut scene = Scene::new().await;
    let (party, album) = (scene.party, scene.album());
    let photo = add_photos(&mut scene.zoe, party, &[&jpeg(40, 30)]).await.remove(0).photo;
    for _ in 0..jobs::ATTEMPTS {
        jobs::next_of(&scene.site.state.services, jobs::Lane::Photos).await.expect("a query").expect("a job");
        scene.site.clock.advance(jiff::SignedDuration::from_secs(61));
    }
    assert!(jobs::next_of(&scene.site.state.services, jobs::Lane::Photos).await.expect("a query").is_none());
    let row = rows::photo(&scene.site, photo).await;
    assert_eq!((row.status(), row.failure.as_deref()), (Status::Failed, Some(Failure::Unavailable.code())));
    scene.zoe.get(&album).await.is(200).reads(Failure::Unavailable.label()).reads("Try again");
}

/// The process dies after some of the photos.
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_all_worked_off() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let photos: Vec<_> = (0..30_u16).map(|number| jpeg(20 + number, 20)).collect();
    let photos: Vec<&[u8]> = photos.iter().map(Vec::as_slice).collect();
    add_photos(&mut scene.zoe, party, &photos).await;
    for _ in 0..3 {
        jobs::next_of(&scene.site.state.services, jobs::Lane::Photos).await.expect("a query").expect("a job");
    }
    prepare(&scene.site).await;
    assert_eq!(shown_photos(&mut scene.cem, party).await.len(), 27);
    scene.site.clock.advance(jiff::SignedDuration::from_secs(61));
    prepare(&scene.site).await;
    assert_eq!(shown_photos(&mut scene.cem, party).await.len(), 30);
}
