//! Who sees which photos: every kind of viewer, on pages, as files and in archives.

use app::domain::{
    PhotoId,
    picture::{Size, media_url},
};

use super::Scene;
use crate::support::{Browser, Site, a_person, a_photo, album_rules, jpeg, on_photo, read_album, rows, shown_photos};

/// Asks for the photo in every way there is, and gives the status of each: its page, its file, and whether it is listed.
async fn asks(scene: &Scene, browser: &mut Browser, photo: PhotoId) -> (u16, u16, bool) {
    let row = rows::photo(&scene.site, photo).await;
    let page = browser.get(&format!("{}/{photo}", scene.album())).await.status.as_u16();
    let file = browser.get(&media_url(row.picture_id.into(), Size::Small)).await.status.as_u16();
    let album = browser.get(&scene.album()).await;
    (page, file, album.text().contains(&format!("id=\"photo-{photo}\"")))
}

/// Where its largest size is.
async fn large(scene: &Scene, photo: PhotoId) -> String {
    media_url(rows::photo(&scene.site, photo).await.picture_id.into(), Size::Large)
}

const SEEN: (u16, u16, bool) = (200, 200, true);
const UNSEEN: (u16, u16, bool) = (404, 404, false);

on_each_database! {
    async fn hosts_and_guests_see_photos_and_strangers_do_not(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
        for mut browser in [scene.ana.clone(), scene.zoe.clone(), scene.cem.clone()] {
            assert_eq!(asks(&scene, &mut browser, photo).await, SEEN);
            browser.get(&format!("/p/{party}/wall")).await.is(200).says("class=\"qr\"");
        }
        for mut browser in scene.strangers().await {
            assert_eq!(asks(&scene, &mut browser, photo).await, (403, 404, false));
            for path in [format!("/p/{party}/wall"), format!("{}.zip?which=all", scene.album())] {
                browser.get(&path).await.is(403);
            }
        }
    }

    async fn photos_wait_for_a_host(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        album_rules(&mut scene.ana, party, &[("approval", "true")]).await.is(303);
        let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
        assert_eq!(asks(&scene, &mut scene.zoe.clone(), photo).await, SEEN);
        assert_eq!(asks(&scene, &mut scene.cem.clone(), photo).await, UNSEEN);
        assert_eq!(asks(&scene, &mut scene.ana.clone(), photo).await, (200, 200, false));
        let waiting = read_album(&mut scene.ana, party, &[("shelf", "waiting")]).await;
        assert_eq!((waiting.photos.len(), waiting.waiting), (1, 1));
        on_photo(&mut scene.cem, "approve", party, photo, &[]).await.is(404);
        on_photo(&mut scene.ana, "approve", party, photo, &[]).await.is(303);
        assert_eq!(asks(&scene, &mut scene.cem.clone(), photo).await, SEEN);
        let own = a_photo(&scene.site, &mut scene.ana.clone(), party, &jpeg(50, 30)).await;
        assert_eq!(asks(&scene, &mut scene.cem.clone(), own).await, SEEN, "hosts need no approval");
        a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(60, 30)).await;
        let id = party.to_string();
        scene.cem.post("/api/album/approve_all", &[("party", &id)]).await.is(403);
        scene.ana.post("/api/album/approve_all", &[("party", &id)]).await.is(303);
        assert_eq!(shown_photos(&mut scene.cem, party).await.len(), 3);
        a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(70, 30)).await;
        album_rules(&mut scene.ana, party, &[]).await.is(303);
        assert_eq!(shown_photos(&mut scene.cem, party).await.len(), 4, "what waited is shown when nobody has to wait");
    }

    async fn until_the_reveal_everybody_sees_their_own(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let at = scene.site.in_hours(5);
        scene.ana.post("/api/parties/update", &[("party", &party.to_string()), ("title", "Supper"), ("time_zone", "UTC"), ("first_entry", &scene.site.in_hours(1))]).await.is(303);
        album_rules(&mut scene.ana, party, &[("shown", "reveal")]).await.is(422);
        album_rules(&mut scene.ana, party, &[("shown", "reveal"), ("reveal_at", &at)]).await.is(303);
        let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
        assert_eq!(asks(&scene, &mut scene.zoe.clone(), photo).await, SEEN);
        for mut browser in [scene.ana.clone(), scene.cem.clone()] {
            assert_eq!(asks(&scene, &mut browser, photo).await, UNSEEN);
            browser.get(&scene.album()).await.reads("The album is revealed on");
        }
        let (wall, file) = (format!("/p/{party}/wall"), large(&scene, photo).await);
        scene.zoe.get(&wall).await.is(200).says_not(&file).reads("The photos are not for everybody yet.");
        scene.site.wait_hours(6);
        scene.zoe.get(&wall).await.is(200).says(&file);
        for mut browser in [scene.ana.clone(), scene.cem.clone()] {
            assert_eq!(asks(&scene, &mut browser, photo).await, SEEN);
        }
    }

    async fn who_adds_one_sees_the_others(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        album_rules(&mut scene.ana, party, &[("shown", "uploaders")]).await.is(303);
        let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
        assert_eq!(asks(&scene, &mut scene.cem.clone(), photo).await, UNSEEN);
        assert_eq!(asks(&scene, &mut scene.ana.clone(), photo).await, SEEN, "hosts look after all of them");
        let file = large(&scene, photo).await;
        scene.ana.get(&format!("/p/{party}/wall")).await.is(200).says_not(&file);
        a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(50, 30)).await;
        assert_eq!(asks(&scene, &mut scene.cem.clone(), photo).await, SEEN);
    }

    async fn hidden_photos_are_for_their_uploader_and_hosts(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
        on_photo(&mut scene.zoe, "hide", party, photo, &[("on", "1")]).await.is(401);
        on_photo(&mut scene.ana, "hide", party, photo, &[("on", "1")]).await.is(303);
        assert_eq!(asks(&scene, &mut scene.zoe.clone(), photo).await, SEEN);
        assert_eq!(asks(&scene, &mut scene.cem.clone(), photo).await, UNSEEN);
        assert_eq!(asks(&scene, &mut scene.ana.clone(), photo).await, (200, 200, false));
        assert_eq!(read_album(&mut scene.ana, party, &[("shelf", "hidden")]).await.photos.len(), 1);
        scene.cem.get(&format!("{}?shelf=hidden", scene.album())).await.is(403);
        on_photo(&mut scene.ana, "hide", party, photo, &[]).await.is(303);
        assert_eq!(asks(&scene, &mut scene.cem.clone(), photo).await, SEEN);
    }

    async fn two_who_blocked_each_other_see_nothing_of_each_other(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(40, 30)).await;
        let own = a_photo(&scene.site, &mut scene.ana.clone(), party, &jpeg(50, 30)).await;
        scene.ana.post("/api/people/block", &[("username", "cem")]).await.is(303);
        assert_eq!(asks(&scene, &mut scene.ana.clone(), photo).await, UNSEEN);
        assert_eq!(asks(&scene, &mut scene.cem.clone(), own).await, UNSEEN);
        assert_eq!(asks(&scene, &mut scene.zoe.clone(), photo).await, SEEN);
        for verb in ["like", "comment", "tag", "hide", "report"] {
            on_photo(&mut scene.ana, verb, party, photo, &[("on", "1"), ("text", "x"), ("reason", "spam")]).await.is(404);
        }
    }

    async fn profiles_show_what_the_viewer_may_see(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(40, 30)).await;
        let sign = format!("/p/{party}/album/{photo}");
        scene.ana.get("/u/cem").await.is(200).says(&sign);
        let mut dora = a_person(&scene.site, "dora").await.browser;
        dora.get("/u/cem").await.is(200).says_not(&sign);
        scene.cem.get("/album").await.is(200).says(&sign);
        scene.ana.get("/album").await.is(200).says_not(&sign);
        on_photo(&mut scene.ana, "hide", party, photo, &[("on", "1")]).await.is(303);
        scene.ana.get("/u/cem").await.is(200).says_not(&sign);
        on_photo(&mut scene.ana, "hide", party, photo, &[]).await.is(303);
        album_rules(&mut scene.ana, party, &[("shown", "uploaders")]).await.is(303);
        scene.ana.get("/u/cem").await.is(200).says(&sign);
        scene.ana.post("/api/people/block", &[("username", "cem")]).await.is(303);
        scene.ana.get("/u/cem").await.is(404);
    }
}
