//! Removing posts. Where others have answered, a husk stays until the last answer is gone.

use app::domain::PostId;

use super::{Scene, without};
use crate::support::{
    Site, a_party, on_post, png, post, posted, react, read_board, read_post, reply, rows, send_post, send_post_with,
};

/// What is left on the board, in the order in which it was written.
async fn left(scene: &Scene) -> Vec<PostId> {
    rows::posts(&scene.site, scene.party).await.into_iter().map(|row| row.id.into()).collect()
}

on_each_database! {
    async fn a_post_nobody_answered_goes(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let (id, other) = (post(&mut scene.zoe, party, "Never mind").await, post(&mut scene.cem, party, "Hello").await);
        react(&mut scene.cem, party, id, "sad", true).await.is(303);
        let form = scene.zoe.get(&format!("{}/delete", scene.page_of(id))).await;
        assert_eq!(left(&scene).await, [id, other], "asking removes nothing");
        let form = form.is(200).form("/api/board/delete");
        let answer = scene.zoe.post("/api/board/delete", &without(&form, &["_key"])).await;
        assert_eq!(answer.is(303).location(), scene.board());
        let page = scene.zoe.follow(&answer).await;
        page.is(200).reads("The post is removed, with its pictures.").reads_not("Never mind").reads("Hello");
        assert_eq!((left(&scene).await, rows::reactions(&scene.site, id).await), (vec![other], vec![]));
        scene.zoe.get(&scene.page_of(id)).await.is(404);
        on_post(&mut scene.zoe, "delete", party, id, &[]).await.is(404);
    }

    async fn a_husk_tells_nothing_and_keeps_the_replies(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let picture = png(40, 30);
        let fields = [("text", "A secret"), ("pictures[0][alt]", "A hidden lake")];
        let answer = send_post_with(&mut scene.zoe, party, &fields, &[("pictures[0][id]", &picture)]).await;
        let id = posted(&answer);
        let first = reply(&mut scene.cem, party, id, "Oh!").await;
        let second = reply(&mut scene.zoe, party, id, "Yes").await;
        react(&mut scene.cem, party, id, "wow", true).await.is(303);
        react(&mut scene.zoe, party, first, "laugh", true).await.is(303);
        on_post(&mut scene.ana, "pin", party, id, &[("on", "1")]).await.is(303);
        on_post(&mut scene.zoe, "delete", party, id, &[]).await.is(303);

        assert_eq!(left(&scene).await, [id, first, second]);
        let row = rows::post(&scene.site, id).await;
        assert_eq!((row.text.as_str(), row.user_id, row.invite_id, row.pinned_at), ("", None, None, None));
        assert!(row.removed_at.is_some());
        assert_eq!(rows::pictures_of(&scene.site, id).await, []);
        assert_eq!(rows::reactions(&scene.site, id).await, Vec::<String>::new());
        assert_eq!(rows::reactions(&scene.site, first).await, ["laugh"]);
        assert!(rows::pictures(&scene.site).await.iter().all(|picture| !picture.used));

        let page = read_board(&mut scene.ana, party, None).await;
        let husk = &page.posts[0];
        assert_eq!((page.pinned.len(), husk.id, husk.author.is_none(), husk.html.as_str()), (0, id, true, ""));
        assert_eq!((husk.pictures.len(), husk.reactions.len(), husk.reply_count, husk.may_edit), (0, 0, 2, false));
        let whole = read_post(&mut scene.ana, party, id, None).await.post;
        assert_eq!((whole.author, whole.replies.len()), (None, 2));
        for path in [scene.board(), scene.page_of(id), format!("/p/{party}")] {
            scene.cem.get(&path).await.is(200).reads_not("secret").says_not("hidden lake");
        }
        scene.cem.get(&scene.board()).await.reads("Oh!").reads("Yes");
    }

    async fn the_last_reply_takes_the_husk_along(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let id = post(&mut scene.zoe, party, "Question").await;
        let first = reply(&mut scene.cem, party, id, "One").await;
        let second = reply(&mut scene.ana, party, id, "Two").await;
        let other = post(&mut scene.zoe, party, "Another question").await;
        on_post(&mut scene.zoe, "delete", party, id, &[]).await.is(303);
        on_post(&mut scene.ana, "delete", party, second, &[]).await.is(303);
        assert_eq!(left(&scene).await, [id, first, other]);
        // There is nothing more to remove, to change or to answer.
        on_post(&mut scene.ana, "delete", party, id, &[]).await.is(404);
        on_post(&mut scene.zoe, "edit", party, id, &[("text", "Back again")]).await.is(404);
        let late = id.to_string();
        send_post(&mut scene.cem, party, &[("text", "Me too"), ("reply_to", &late)]).await.is(404);
        on_post(&mut scene.cem, "delete", party, first, &[]).await.is(303);
        assert_eq!(left(&scene).await, [other]);
        scene.zoe.get(&scene.page_of(id)).await.is(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn authors_and_hosts_remove_at_any_time() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let mut bob = scene.co_host().await;
    let posts = [
        post(&mut scene.zoe, party, "One").await,
        post(&mut scene.cem, party, "Two").await,
        post(&mut scene.ana, party, "Three").await,
        post(&mut scene.zoe, party, "Four").await,
        post(&mut scene.ana, party, "Five").await,
    ];
    scene.site.wait_hours(13 * 24);
    for (browser, id) in [&mut scene.zoe, &mut scene.cem, &mut scene.ana].into_iter().zip(posts) {
        on_post(browser, "delete", party, id, &[]).await.is(303);
    }
    on_post(&mut scene.ana, "delete", party, posts[3], &[]).await.is(303);
    on_post(&mut bob, "delete", party, posts[4], &[]).await.is(303);
    assert_eq!(left(&scene).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn others_remove_nothing() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let (zoes, anas) = (post(&mut scene.zoe, party, "Mine").await, post(&mut scene.ana, party, "Mine too").await);
    let mut strangers = scene.strangers().await;
    let before = rows::everything(&scene.site).await;
    let [nobody, user, other] = &mut strangers;
    for browser in [&mut scene.cem, nobody, user, other] {
        on_post(browser, "delete", party, zoes, &[]).await.is(403);
        on_post(browser, "delete", party, anas, &[]).await.is(403);
    }
    on_post(&mut scene.zoe, "delete", party, anas, &[]).await.is(403);
    assert_eq!(rows::everything(&scene.site).await, before);
}
