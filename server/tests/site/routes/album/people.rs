//! Who is on a photo.

use super::Scene;
use crate::support::{Browser, Site, a_guest, a_person, a_photo, invite, jpeg, on_photo, read_photo, rows};

const TAGGING: &str = "/api/album/tagging";

/// The names of those on it.
fn names(page: &app::domain::album::PhotoPage) -> Vec<String> {
    page.photo.people.iter().map(|person| person.name.clone()).collect()
}

fn code(page: &app::domain::album::PhotoPage, name: &str) -> String {
    let found = page.photo.candidates.iter().find(|candidate| candidate.name == name);
    found.unwrap_or_else(|| panic!("{name} in {:?}", page.photo.candidates)).code.clone()
}

fn offers(page: &app::domain::album::PhotoPage, name: &str) -> bool {
    page.photo.candidates.iter().any(|candidate| candidate.name == name)
}

/// Somebody with an account, to whom the invitation of this link belongs from now on.
async fn claiming(scene: &Scene, token: &str, username: &str) -> Browser {
    let mut browser = a_person(&scene.site, username).await.browser;
    browser.get(&format!("/i/{token}")).await.is(303);
    browser.post("/api/invites/claim", &[("party", &scene.party.to_string())]).await.is(303);
    browser
}

on_each_database! {
    async fn uploaders_tag_guests_and_everybody_themselves(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
        let page = read_photo(&mut scene.zoe, party, photo).await;
        let (ana, cem) = (code(&page, "Ana"), code(&page, "Cem"));
        on_photo(&mut scene.zoe, "tag", party, photo, &[("person", &cem)]).await.is(303);
        on_photo(&mut scene.zoe, "tag", party, photo, &[("person", &cem)]).await.is(303);
        on_photo(&mut scene.zoe, "tag", party, photo, &[]).await.is(303);
        on_photo(&mut scene.cem, "tag", party, photo, &[("person", &ana)]).await.is(403);
        let page = read_photo(&mut scene.cem, party, photo).await;
        assert_eq!((names(&page), page.photo.candidates.len()), (vec!["Cem".to_owned(), "Zoe".to_owned()], 0));
        let me = page.photo.people[0].code.clone();
        on_photo(&mut scene.cem, "untag", party, photo, &[("person", &me)]).await.is(303);
        on_photo(&mut scene.cem, "untag", party, photo, &[("person", &page.photo.people[1].code)]).await.is(403);
        assert_eq!(names(&read_photo(&mut scene.ana, party, photo).await), ["Zoe"]);
        a_person(&scene.site, "dora").await;
        for nobody in ["x", "u1", "", &format!("u{}", scene.person.id)[..5]] {
            let status = on_photo(&mut scene.ana, "tag", party, photo, &[("person", nobody)]).await.status.as_u16();
            assert!(nobody.is_empty() || status == 422, "{nobody}: {status}");
        }
    }

    async fn who_does_not_want_to_be_tagged_is_not(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
        let cem = code(&read_photo(&mut scene.zoe, party, photo).await, "Cem");
        on_photo(&mut scene.zoe, "tag", party, photo, &[("person", &cem)]).await.is(303);
        let answer = scene.cem.post(TAGGING, &[("untaggable", "true")]).await;
        assert_eq!(answer.is(303).location(), "/album");
        let page = read_photo(&mut scene.zoe, party, photo).await;
        assert!(names(&page).is_empty() && !offers(&page, "Cem"));
        let refused = on_photo(&mut scene.zoe, "tag", party, photo, &[("person", &cem)]).await;
        refused.is(422);
        scene.cem.get("/album").await.is(200).reads("Nobody may tag me in photos");
        let album = scene.album();
        scene.cem.get(&album).await.is(200).reads_not("Nobody may tag me in photos");
    }

    async fn neither_is_a_guest_without_account(site: Site) {
        let mut scene = Scene::over(site).await;
        let (party, id, album) = (scene.party, scene.party.to_string(), scene.album());
        let photo = a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(40, 30)).await;
        let zoe = code(&read_photo(&mut scene.cem, party, photo).await, "Zoe");
        on_photo(&mut scene.cem, "tag", party, photo, &[("person", &zoe)]).await.is(303);
        scene.zoe.get(&album).await.is(200).reads("Nobody may tag me in photos");
        let forbid = [("party", id.as_str()), ("untaggable", "true")];
        let answer = scene.zoe.post(TAGGING, &forbid).await;
        assert_eq!(answer.is(303).location(), album);
        let page = read_photo(&mut scene.cem, party, photo).await;
        assert!(names(&page).is_empty() && !offers(&page, "Zoe"));
        for browser in [&mut scene.cem, &mut scene.ana] {
            on_photo(browser, "tag", party, photo, &[("person", &zoe)]).await.is(422);
        }
        on_photo(&mut scene.zoe, "tag", party, photo, &[]).await.is(303);
        assert_eq!(names(&read_photo(&mut scene.cem, party, photo).await), ["Zoe"], "but by themselves");
        scene.zoe.post(TAGGING, &forbid).await.is(303);
        assert!(names(&read_photo(&mut scene.cem, party, photo).await).is_empty(), "as often as they say it");
        scene.zoe.post(TAGGING, &forbid[..1]).await.is(303);
        on_photo(&mut scene.cem, "tag", party, photo, &[("person", &zoe)]).await.is(303);
        assert_eq!(names(&read_photo(&mut scene.zoe, party, photo).await), ["Zoe"]);
    }

    async fn accounts_keep_to_what_their_guests_have_forbidden(site: Site) {
        let mut scene = Scene::over(site).await;
        let (party, id, album) = (scene.party, scene.party.to_string(), scene.album());
        let photo = a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(40, 30)).await;
        let tokens = invite(&scene.site, &mut scene.ana, party, "Kim\nMax").await;
        let mut kim = a_guest(&scene.site, &tokens[0]).await;
        kim.post(TAGGING, &[("party", &id), ("untaggable", "true")]).await.is(303);
        let mut lou = claiming(&scene, &tokens[0], "lou").await;
        claiming(&scene, &tokens[1], "mia").await;
        assert!(rows::user(&scene.site, "lou").await.untaggable && !rows::user(&scene.site, "mia").await.untaggable);
        let page = read_photo(&mut scene.cem, party, photo).await;
        assert!(!offers(&page, "Lou") && offers(&page, "Mia"));
        // The link alone decides nothing any more.
        kim.get(&album).await.is(200).reads_not("Nobody may tag me in photos");
        kim.post(TAGGING, &[("party", &id)]).await.is(401);
        lou.post(TAGGING, &[]).await.is(303);
        assert!(offers(&read_photo(&mut scene.cem, party, photo).await, "Lou"));
    }

    async fn what_is_forbidden_while_somebody_claims_the_link_is_not_lost(site: Site) {
        let mut scene = Scene::over(site).await;
        let id = scene.party.to_string();
        let token = invite(&scene.site, &mut scene.ana, scene.party, "Kim").await.remove(0);
        let mut kim = a_guest(&scene.site, &token).await;
        let mut lou = a_person(&scene.site, "lou").await.browser;
        lou.get(&format!("/i/{token}")).await.is(303);
        let (party, forbid) = (("party", id.as_str()), ("untaggable", "true"));
        let (fields, claim) = ([party, forbid], [party]);
        let (answer, claimed) = tokio::join!(kim.post(TAGGING, &fields), lou.post("/api/invites/claim", &claim));
        claimed.is(303);
        let forbidden = answer.status == 303;
        assert!(forbidden || answer.status == 401, "{}", answer.status);
        assert_eq!(rows::user(&scene.site, "lou").await.untaggable, forbidden);
    }

    async fn nobody_tags_whom_they_must_not_see(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let mut bob = a_person(&scene.site, "bob").await.browser;
        invite(&scene.site, &mut scene.ana, party, "@bob").await;
        let photo = a_photo(&scene.site, &mut bob, party, &jpeg(40, 30)).await;
        let cem = code(&read_photo(&mut bob, party, photo).await, "Cem");
        on_photo(&mut bob, "tag", party, photo, &[("person", &cem)]).await.is(303);
        scene.cem.post("/api/people/block", &[("username", "bob")]).await.is(303);
        on_photo(&mut bob, "tag", party, photo, &[("person", &cem)]).await.is(422);
        on_photo(&mut scene.ana, "tag", party, photo, &[("person", &cem)]).await.is(422);
        let page = read_photo(&mut scene.ana, party, photo).await;
        assert!(names(&page).is_empty(), "nobody is on a photo that they do not see");
        assert!(!offers(&page, "Cem"));
        let page = read_photo(&mut bob, party, photo).await;
        assert!(!offers(&page, "Cem"));
    }

    async fn who_came_by_the_link_of_their_account_is_the_same_person(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        a_person(&scene.site, "bob").await;
        let token = invite(&scene.site, &mut scene.ana, party, "@bob").await.remove(0);
        let mut by_link = a_guest(&scene.site, &token).await;
        let photo = a_photo(&scene.site, &mut by_link, party, &jpeg(40, 30)).await;
        let of_cem = a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(50, 30)).await;
        let cem = code(&read_photo(&mut scene.ana, party, photo).await, "Cem");
        on_photo(&mut scene.ana, "tag", party, photo, &[("person", &cem)]).await.is(303);
        on_photo(&mut by_link, "tag", party, of_cem, &[]).await.is(303);
        scene.cem.post("/api/people/block", &[("username", "bob")]).await.is(303);
        for photo in [photo, of_cem] {
            let page = read_photo(&mut scene.ana, party, photo).await;
            assert!(names(&page).is_empty(), "nobody is on a photo that they do not see");
        }
        assert!(!offers(&read_photo(&mut scene.ana, party, photo).await, "Cem"));
        for browser in [&mut scene.ana, &mut by_link] {
            on_photo(browser, "tag", party, photo, &[("person", &cem)]).await.is(422);
        }
    }
}
