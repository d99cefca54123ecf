//! Announcements, and what hosts keep on top.

use super::Scene;
use crate::support::{Site, a_party, on_post, post, posted, read_board, reply, rows, send_post};

#[tokio::test(flavor = "multi_thread")]
async fn hosts_announce() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let mut bob = scene.co_host().await;
    for browser in [&mut scene.ana, &mut bob] {
        let fields = [("text", "Bring warm shoes"), ("announcement", "1")];
        let id = posted(&send_post(browser, party, &fields).await);
        let row = rows::post(&scene.site, id).await;
        assert!(row.announcement && row.pinned_at.is_some(), "it stands on top at once");
        let page = read_board(&mut scene.zoe, party, None).await;
        assert_eq!((page.pinned[0].id, page.pinned[0].announcement, page.posts.len()), (id, true, 0));
        scene.site.clock.advance(jiff::SignedDuration::from_secs(1));
    }
    scene.zoe.get(&format!("/p/{party}")).await.is(200).reads("Bring warm shoes");
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_do_not() {
    let mut scene = Scene::new().await;
    let mut strangers = scene.strangers().await;
    let before = rows::everything(&scene.site).await;
    let [nobody, user, other] = &mut strangers;
    for browser in [&mut scene.zoe, &mut scene.cem, nobody, user, other] {
        send_post(browser, scene.party, &[("text", "Hear, hear"), ("announcement", "1")]).await.is(403);
    }
    assert_eq!(rows::everything(&scene.site).await, before);
    let page = scene.zoe.get(&scene.board()).await;
    assert!(page.is(200).tags().iter().all(|tag| tag.get("name") != Some("announcement")), "it is not offered");
    let page = scene.ana.get(&scene.board()).await;
    assert!(page.is(200).tags().iter().any(|tag| tag.get("name") == Some("announcement")));
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_announce_nothing() {
    let mut scene = Scene::new().await;
    let above = post(&mut scene.zoe, scene.party, "What now?").await.to_string();
    let fields = [("text", "This"), ("announcement", "1"), ("reply_to", &above)];
    let answer = send_post(&mut scene.ana, scene.party, &fields).await;
    assert!(answer.status.as_u16() < 500, "{}", answer.status);
    let rows = rows::posts(&scene.site, scene.party).await;
    assert!(rows.iter().all(|row| !row.announcement && row.pinned_at.is_none()), "{rows:?}");
}

on_each_database! {
    async fn hosts_keep_posts_on_top_and_let_them_go(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let mut bob = scene.co_host().await;
        let id = post(&mut scene.zoe, party, "The address of the bakery").await;
        for browser in [&mut scene.ana, &mut bob] {
            // Once more changes nothing.
            for _ in 0..2 {
                let answer = on_post(browser, "pin", party, id, &[("on", "1")]).await;
                assert_eq!(answer.is(303).location(), format!("/p/{party}/board#post-{id}"));
                assert!(rows::post(&scene.site, id).await.pinned_at.is_some());
            }
            for _ in 0..2 {
                on_post(browser, "pin", party, id, &[]).await.is(303);
                assert_eq!(rows::post(&scene.site, id).await.pinned_at, None);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn others_pin_nothing() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let id = post(&mut scene.zoe, party, "Mine").await;
    let mut strangers = scene.strangers().await;
    let [nobody, user, other] = &mut strangers;
    for (browser, status) in [(&mut scene.zoe, 401), (&mut scene.cem, 403), (nobody, 403), (user, 403), (other, 403)] {
        for on in ["1", ""] {
            on_post(browser, "pin", party, id, &[("on", on)]).await.is(status);
        }
    }
    assert_eq!(rows::post(&scene.site, id).await.pinned_at, None);
    let page = scene.zoe.get(&scene.board()).await;
    page.is(200).says_not("/api/board/pin");
    scene.ana.get(&scene.board()).await.is(200).says("/api/board/pin");
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_stay_where_they_are() {
    let mut scene = Scene::new().await;
    let above = post(&mut scene.zoe, scene.party, "Question").await;
    let below = reply(&mut scene.cem, scene.party, above, "Answer").await;
    let refused = on_post(&mut scene.ana, "pin", scene.party, below, &[("on", "1")]).await;
    assert!((400..500).contains(&refused.status.as_u16()), "{}", refused.status);
    assert_eq!(rows::post(&scene.site, below).await.pinned_at, None);
}
