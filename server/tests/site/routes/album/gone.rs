//! What leaves an album with its party, its guest or its account, and what moves with an invitation: no file stays behind.

use super::Scene;
use crate::support::{
    PASSWORD, Site, a_guest, a_person, a_photo, add_photos, invite, jpeg, on_photo, prepare, read_photo, rows,
    shown_photos,
};

/// Photos of everybody, with words around them.
async fn fill(scene: &mut Scene) {
    let party = scene.party;
    for (number, browser) in [&mut scene.ana, &mut scene.zoe, &mut scene.cem].into_iter().enumerate() {
        a_photo(&scene.site, browser, party, &jpeg(40 + number as u16, 30)).await;
    }
    let photos = shown_photos(&mut scene.ana, party).await;
    for photo in photos {
        for browser in [&mut scene.ana, &mut scene.zoe, &mut scene.cem] {
            on_photo(browser, "like", party, photo, &[("on", "1")]).await.is(303);
            on_photo(browser, "comment", party, photo, &[("text", "Yes")]).await.is(303);
            on_photo(browser, "tag", party, photo, &[]).await.is(303);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_party_takes_every_file_along() {
    let mut scene = Scene::new().await;
    fill(&mut scene).await;
    assert_eq!(scene.shelf.keys().len(), 12);
    let fields = [("party", scene.party.to_string()), ("title", "Summer on the roof".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    scene.ana.post("/api/parties/delete", &fields).await.is(303);
    prepare(&scene.site).await;
    assert_eq!((scene.shelf.keys(), rows::pictures(&scene.site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_account_takes_its_photos_along() {
    let mut scene = Scene::new().await;
    fill(&mut scene).await;
    scene.cem.get("/settings/delete").await.is(200).reads("One photo of yours goes away from its album");
    scene.cem.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
    prepare(&scene.site).await;
    let photos = shown_photos(&mut scene.zoe, scene.party).await;
    assert_eq!((photos.len(), scene.shelf.keys().len()), (2, 8));
    let found = read_photo(&mut scene.zoe, scene.party, photos[0]).await.photo;
    assert_eq!((found.likes, found.comments.len(), found.people.len()), (2, 2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_guest_takes_their_photos_along() {
    let mut scene = Scene::new().await;
    fill(&mut scene).await;
    for name in ["Zoe", "Cem"] {
        let guest = app::domain::InviteId(rows::guest(&scene.site, scene.party, name).await.id).to_string();
        let fields = [("party", scene.party.to_string()), ("invite", guest)];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        scene.ana.post("/api/invites/remove", &fields).await.is(303);
    }
    prepare(&scene.site).await;
    let photos = shown_photos(&mut scene.ana, scene.party).await;
    assert_eq!((photos.len(), scene.shelf.keys().len()), (1, 4));
    let found = read_photo(&mut scene.ana, scene.party, photos[0]).await.photo;
    assert_eq!((found.likes, found.comments.len(), found.people.len()), (1, 1, 1));
}

on_each_database! {
    async fn a_claimed_invitation_brings_its_photos(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let token = invite(&scene.site, &mut scene.ana, party, "Lou").await.remove(0);
        let mut lou = a_guest(&scene.site, &token).await;
        let photo = a_photo(&scene.site, &mut lou, party, &jpeg(40, 30)).await;
        for verb in ["like", "comment", "tag"] {
            on_photo(&mut lou, verb, party, photo, &[("on", "1"), ("text", "Mine")]).await.is(303);
        }
        let mut dora = a_person(&scene.site, "dora").await.browser;
        dora.get(&format!("/i/{token}")).await.is(303);
        dora.post("/api/invites/claim", &[("party", &party.to_string())]).await.is(303);
        let found = read_photo(&mut dora, party, photo).await.photo;
        assert!(found.author.me && found.liked && found.comments[0].author.me && found.people[0].username.is_some());
        let again = add_photos(&mut dora, party, &[&jpeg(40, 30)]).await;
        assert_eq!(again[0].photo, photo, "it is known");
    }
}
