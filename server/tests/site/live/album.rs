//! What is heard of an album.

use super::Scene;
use crate::support::{Page, Site, a_person, a_photo, add_photos, has_blocked, invite, jpeg, on_photo, prepare};

/// Whether the part of the page shows that tells of reports. It is there in any case, and replaced when the album changes.
fn tells_of_reports(page: &Page) -> bool {
    let tags = page.is(200).tags();
    let part = tags.iter().find(|tag| tag.get("id") == Some("reported")).expect("a part of the page");
    assert_eq!(part.get("data-topic"), Some("album"));
    part.get("hidden").is_none()
}

on_each_database! {
    async fn a_photo_is_heard_when_it_is_ready_and_when_it_is_liked(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let mut ear = scene.host.listen(&scene.stream()).await.expect("a stream");
        let photo = add_photos(&mut scene.zoe, party, &[&jpeg(40, 30)]).await.remove(0).photo;
        ear.is_quiet().await;
        prepare(&scene.site).await;
        ear.hears("album").await;
        on_photo(&mut scene.zoe, "like", party, photo, &[("on", "1")]).await.is(303);
        ear.hears("album").await;
    }

    /// The album of a host says how many photos were reported.
    async fn a_report_and_its_end_are_heard_at_once(site: Site) {
        let mut scene = Scene::on(site).await;
        let (party, album) = (scene.party, format!("/p/{}/album", scene.party));
        let photo = a_photo(&scene.site, &mut scene.host, party, &jpeg(40, 30)).await;
        let mut ear = scene.host.listen(&scene.stream()).await.expect("a stream");
        assert!(!tells_of_reports(&scene.host.get(&album).await));
        on_photo(&mut scene.zoe, "report", party, photo, &[("reason", "private")]).await.is(303);
        ear.hears("album").await;
        let page = scene.host.get(&album).await;
        page.reads("Somebody reported a photo.");
        assert!(tells_of_reports(&page));
        // A report that is open already is no news.
        on_photo(&mut scene.zoe, "report", party, photo, &[("reason", "private")]).await.is(303);
        ear.is_quiet().await;
        on_photo(&mut scene.host, "dismiss", party, photo, &[]).await.is(303);
        ear.hears("album").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_of_people_whom_one_must_not_see_are_not_heard() {
    let mut scene = Scene::on(Site::new().await).await;
    let (mut ben, cem) = (a_person(&scene.site, "ben").await, a_person(&scene.site, "cem").await);
    invite(&scene.site, &mut scene.host, scene.party, "@ben\n@cem").await;
    // They hear that they are invited.
    prepare(&scene.site).await;
    has_blocked(&scene.site, &cem.person, &ben.person).await;
    let path = scene.stream();
    let mut ear_of_cem = cem.browser.listen(&path).await.expect("a stream");
    let mut ear_of_zoe = scene.zoe.listen(&path).await.expect("a stream");
    a_photo(&scene.site, &mut ben.browser, scene.party, &jpeg(40, 30)).await;
    ear_of_zoe.hears("album").await;
    ear_of_cem.is_quiet().await;
}
