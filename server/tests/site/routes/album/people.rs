//! Who is on a photo.

use super::Scene;
use crate::support::{Site, a_person, a_photo, invite, jpeg, on_photo, read_photo};

/// The names of those on it.
fn names(page: &app::domain::album::PhotoPage) -> Vec<String> {
    page.photo.people.iter().map(|person| person.name.clone()).collect()
}

fn code(page: &app::domain::album::PhotoPage, name: &str) -> String {
    let found = page.photo.candidates.iter().find(|candidate| candidate.name == name);
    found.unwrap_or_else(|| panic!("{name} in {:?}", page.photo.candidates)).code.clone()
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
        scene.cem.post("/api/album/tagging", &[("untaggable", "true")]).await.is(303);
        let page = read_photo(&mut scene.zoe, party, photo).await;
        assert!(names(&page).is_empty() && page.photo.candidates.iter().all(|somebody| somebody.name != "Cem"));
        let refused = on_photo(&mut scene.zoe, "tag", party, photo, &[("person", &cem)]).await;
        refused.is(422);
        scene.cem.get("/album").await.is(200).reads("Nobody may tag me in photos");
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
        assert!(page.photo.candidates.iter().all(|somebody| somebody.name != "Cem"));
        let page = read_photo(&mut bob, party, photo).await;
        assert!(page.photo.candidates.iter().all(|somebody| somebody.name != "Cem"));
    }
}
