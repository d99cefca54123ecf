//! Pictures of posts: seen by those who see the board, for as long as the post is there.

use app::domain::{
    InviteId, PictureId,
    picture::{Size, media_url},
};

use super::{Scene, with_picture};
use crate::support::{Browser, a_party, jpeg, on_post, post, reply, rows, send_post_with};

async fn all_sizes_are(browser: &mut Browser, picture: PictureId, status: u16) {
    for size in Size::ALL {
        let file = browser.get(&media_url(picture, size)).await;
        file.is(status);
        if status == 200 {
            assert_eq!(file.header("cache-control"), "private, max-age=31536000, immutable");
        } else {
            assert!(!file.header("cache-control").contains("immutable"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_the_board_sees_them() {
    for visibility in ["link", "invited"] {
        let mut scene = Scene::with(a_party().with("visibility", visibility)).await;
        let party = scene.party;
        let (_, picture) = with_picture(&scene.site, &mut scene.zoe, party, &[("text", "Look")]).await;
        let (mut bob, mut strangers) = (scene.co_host().await, scene.strangers().await);
        for browser in [&mut scene.ana, &mut bob, &mut scene.zoe, &mut scene.cem] {
            all_sizes_are(browser, picture, 200).await;
        }
        for browser in &mut strangers {
            all_sizes_are(browser, picture, 404).await;
        }
        // Whoever is taken off the list has seen the last of them.
        let cem = InviteId(rows::guest(&scene.site, party, "Cem").await.id).to_string();
        scene.ana.post("/api/invites/remove", &[("party", &party.to_string()), ("invite", &cem)]).await.is(303);
        all_sizes_are(&mut scene.cem, picture, 404).await;
        all_sizes_are(&mut scene.zoe, picture, 200).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn those_of_a_refused_form_are_for_nobody_yet() {
    let (mut scene, shelf) = Scene::with_shelf().await;
    let (long, file) = ("x".repeat(5_001), jpeg(40, 30));
    let answer = send_post_with(&mut scene.zoe, scene.party, &[("text", &long)], &[("pictures[0][id]", &file)]).await;
    answer.is(422);
    let picture = PictureId(rows::pictures(&scene.site).await.remove(0).id);
    for browser in [&mut scene.zoe, &mut scene.ana, &mut scene.cem] {
        all_sizes_are(browser, picture, 404).await;
    }
    assert_eq!(shelf.keys().len(), 3);
    scene.sweep().await;
    assert_eq!((shelf.keys(), rows::pictures(&scene.site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn they_go_with_their_post() {
    let (mut scene, shelf) = Scene::with_shelf().await;
    let party = scene.party;
    let (alone, first) = with_picture(&scene.site, &mut scene.zoe, party, &[("text", "Alone")]).await;
    let (answered, second) = with_picture(&scene.site, &mut scene.zoe, party, &[("text", "Answered")]).await;
    reply(&mut scene.ana, party, answered, "Nice").await;
    let above = post(&mut scene.ana, party, "Show me").await.to_string();
    let (below, third) =
        with_picture(&scene.site, &mut scene.cem, party, &[("text", "Here"), ("reply_to", &above)]).await;
    let (_, stays) = with_picture(&scene.site, &mut scene.cem, party, &[("text", "Stays")]).await;
    for (id, picture) in [(alone, first), (answered, second), (below, third)] {
        all_sizes_are(&mut scene.zoe, picture, 200).await;
        on_post(&mut scene.ana, "delete", party, id, &[]).await.is(303);
        for browser in [&mut scene.zoe, &mut scene.ana, &mut scene.cem] {
            all_sizes_are(browser, picture, 404).await;
        }
    }
    scene.sweep().await;
    assert_eq!(rows::pictures(&scene.site).await.iter().map(|row| row.id).collect::<Vec<_>>(), [stays.0]);
    let simple = stays.0.simple().to_string();
    assert!(shelf.keys().len() == 3 && shelf.keys().iter().all(|key| key.contains(&simple)), "{:?}", shelf.keys());
    all_sizes_are(&mut scene.zoe, stays, 200).await;
}
