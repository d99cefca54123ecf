//! Positions are for those who may see the photo.

use super::Scene;
use crate::support::{Browser, Database, Site, album_rules, on_photo, read_map};

/// How many photos a map tells of, in every way there is.
async fn told(scene: &Scene, browser: &mut Browser) -> i64 {
    let map = read_map(browser, scene.party, &[]).await;
    let marked: i64 = map.marks.iter().map(|mark| mark.count).sum();
    assert!(map.count == marked && marked == map.photos.len() as i64, "{map:?}");
    map.count
}

on_each_database! {
    async fn only_what_the_viewer_sees_is_on_the_map(site: Site) {
        let mut scene = Scene::on(site).await;
        let (party, photo) = (scene.party, scene.photo);
        for mut browser in [scene.ana.clone(), scene.zoe.clone(), scene.cem.clone()] {
            assert_eq!(told(&scene, &mut browser).await, 1);
        }
        scene.cem.get("/map").await.is(200).says(&format!("/p/{party}/album/{photo}"));
        scene.site.visitor().get("/map").await.is(401);
        on_photo(&mut scene.ana, "hide", party, photo, &[("on", "1")]).await.is(303);
        for (mut browser, count) in [(scene.ana.clone(), 0), (scene.zoe.clone(), 1), (scene.cem.clone(), 0)] {
            assert_eq!(told(&scene, &mut browser).await, count);
        }
        scene.cem.get("/map").await.is(200).says_not(&photo.to_string()).reads("No places yet");
        on_photo(&mut scene.ana, "hide", party, photo, &[]).await.is(303);
        album_rules(&mut scene.ana, party, &[("shown", "uploaders")]).await.is(303);
        assert_eq!(told(&scene, &mut scene.cem.clone()).await, 0);
        assert_eq!(told(&scene, &mut scene.zoe.clone()).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_are_asked_from_the_one_host_that_is_set() {
    let tiles = [
        ("SOIREE_MAP_TILES", "https://tiles.example.org/s/{z}/{x}/{y}.png"),
        ("SOIREE_MAP_CREDIT", "By cartographers"),
    ];
    let mut scene = Scene::on(Site::with(Database::Sqlite, &tiles).await).await;
    let page = scene.ana.get(&format!("/p/{}/map?at=52.52,13.405&z=10", scene.party)).await;
    page.is(200)
        .says("https://tiles.example.org/s/10/550/335.png")
        .reads("By cartographers")
        .says_not("class=\"land\"");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("img-src 'self' blob: data: https://tiles.example.org;"), "{policy}");
    let mut scene = Scene::on(Site::new().await).await;
    let page = scene.ana.get(&format!("/p/{}/map", scene.party)).await;
    page.is(200).says("class=\"land\"").says_not("tiles.example.org");
}
