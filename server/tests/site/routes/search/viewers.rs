//! Nobody finds, counts or is offered what they may not see.

use app::domain::PhotoId;

use super::Scene;
use crate::support::{Browser, Site, a_party, a_person, album_rules, find, find_everywhere, found, invite, on_photo};

/// What somebody learns of the photo: whether it is found, counted, and its tag offered.
async fn learns(scene: &Scene, browser: &mut Browser, everywhere: bool, photo: PhotoId) -> bool {
    let party = find(browser, scene.party, &[("q", "cake")]).await;
    let mut pages = vec![party, find(browser, scene.party, &[]).await];
    if everywhere {
        pages.push(find_everywhere(browser, &[("q", "cake")]).await);
        pages.push(find_everywhere(browser, &[]).await);
    }
    let each: Vec<bool> = pages
        .iter()
        .map(|page| {
            let listed = found(page).contains(&photo);
            let offered = page.tags.iter().any(|tag| tag == "secret");
            let counted = page.tally.is_some_and(|tally| tally.count > 0);
            assert!(listed == offered && listed == counted, "{page:?}");
            listed
        })
        .collect();
    assert!(each.iter().all(|one| *one == each[0]), "{each:?}");
    each[0]
}

on_each_database! {
    async fn strangers_find_nothing(site: Site) {
        let mut scene = Scene::on(site).await;
        let photo = scene.photo("The cake", "secret").await;
        for (mut browser, everywhere) in [(scene.ana.clone(), true), (scene.zoe.clone(), false), (scene.cem.clone(), true)] {
            assert!(learns(&scene, &mut browser, everywhere, photo).await);
        }
        let mut dora = a_person(&scene.site, "dora").await.browser;
        let other = a_party().by(&mut dora).await;
        invite(&scene.site, &mut dora, other, "@cem").await;
        assert!(find_everywhere(&mut dora, &[("q", "cake")]).await.photos.is_empty());
        for path in ["search", "map"] {
            dora.get(&format!("/p/{}/{path}", scene.party)).await.is(403);
            scene.site.visitor().get(&format!("/p/{}/{path}", scene.party)).await.is(403);
            scene.site.visitor().get(&format!("/{path}")).await.is(401);
        }
    }

    async fn what_is_hidden_or_waits_is_not_found(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        album_rules(&mut scene.ana, party, &[("approval", "true")]).await.is(303);
        let photo = scene.photo("The cake", "secret").await;
        assert!(!learns(&scene, &mut scene.cem.clone(), true, photo).await);
        assert!(learns(&scene, &mut scene.zoe.clone(), false, photo).await, "her own");
        on_photo(&mut scene.ana, "approve", party, photo, &[]).await.is(303);
        assert!(learns(&scene, &mut scene.cem.clone(), true, photo).await);
        on_photo(&mut scene.ana, "hide", party, photo, &[("on", "1")]).await.is(303);
        assert!(!learns(&scene, &mut scene.cem.clone(), true, photo).await);
    }

    async fn before_the_reveal_everybody_finds_their_own(site: Site) {
        let mut scene = Scene::on(site).await;
        let (party, at) = (scene.party, scene.site.in_hours(5));
        let (id, first) = (party.to_string(), scene.site.in_hours(1));
        let plan = [("party", id.as_str()), ("title", "Supper"), ("time_zone", "UTC"), ("first_entry", first.as_str())];
        scene.ana.post("/api/parties/update", &plan).await.is(303);
        album_rules(&mut scene.ana, party, &[("shown", "reveal"), ("reveal_at", &at)]).await.is(303);
        let photo = scene.photo("The cake", "secret").await;
        for mut browser in [scene.ana.clone(), scene.cem.clone()] {
            assert!(!learns(&scene, &mut browser, true, photo).await);
        }
        assert!(learns(&scene, &mut scene.zoe.clone(), false, photo).await);
        scene.site.wait_hours(6);
        assert!(learns(&scene, &mut scene.cem.clone(), true, photo).await);
    }

    async fn who_adds_one_finds_the_others(site: Site) {
        let mut scene = Scene::on(site).await;
        album_rules(&mut scene.ana, scene.party, &[("shown", "uploaders")]).await.is(303);
        let photo = scene.photo("The cake", "secret").await;
        assert!(!learns(&scene, &mut scene.cem.clone(), true, photo).await);
        assert!(learns(&scene, &mut scene.ana.clone(), true, photo).await, "hosts look after all of them");
        crate::support::a_photo(&scene.site, &mut scene.cem.clone(), scene.party, &crate::support::jpeg(90, 30)).await;
        assert_eq!(found(&find_everywhere(&mut scene.cem, &[("q", "cake")]).await), [photo]);
    }

    async fn nobody_is_found_by_whom_they_blocked(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let mut bob = a_person(&scene.site, "bob").await.browser;
        invite(&scene.site, &mut scene.ana, party, "@bob").await;
        let photo = scene.photo("The cake", "secret").await;
        on_photo(&mut scene.cem, "tag", party, photo, &[]).await.is(303);
        for words in ["cem", "cake"] {
            assert_eq!(found(&find(&mut bob, party, &[("q", words)]).await), [photo]);
        }
        let code = find(&mut bob, party, &[]).await.people[0].code.clone();
        bob.post("/api/people/block", &[("username", "cem")]).await.is(303);
        let page = find(&mut bob, party, &[("q", "cake")]).await;
        assert_eq!((found(&page), page.people.len(), page.photos[0].people.len()), (vec![photo], 0, 0));
        for filter in [("q", "cem"), ("q", "cake cem"), ("person", &*code)] {
            assert!(find(&mut bob, party, &[filter]).await.photos.is_empty(), "{filter:?}");
            assert!(find_everywhere(&mut bob, &[filter]).await.photos.is_empty(), "{filter:?}");
            assert_eq!(found(&find(&mut scene.ana, party, &[filter]).await), [photo], "{filter:?}");
        }
    }
}
