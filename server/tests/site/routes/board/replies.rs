//! Answers to posts: one level of them, below posts that are there.

use app::domain::PostId;

use super::Scene;
use crate::support::{Site, a_party, on_post, post, posted, read_board, read_post, reply, rows, send_post};

/// Answers `above`, whatever that is.
async fn answer(scene: &mut Scene, above: &str) -> crate::support::Page {
    send_post(&mut scene.cem, scene.party, &[("text", "Typed & kept"), ("reply_to", above)]).await
}

on_each_database! {
    async fn hosts_and_guests_answer(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let (party, mut bob) = (scene.party, scene.co_host().await);
        let above = post(&mut scene.zoe, party, "Who brings cake?").await;
        let (id, place) = (above.to_string(), scene.page_of(above));
        let mut replies = Vec::new();
        for browser in [&mut scene.ana, &mut bob, &mut scene.zoe, &mut scene.cem] {
            let answer = send_post(browser, party, &[("text", "I do, *of course*"), ("reply_to", &id)]).await;
            let reply = posted(&answer);
            assert_eq!(answer.location(), format!("{place}#post-{reply}"));
            assert_eq!(rows::post(&scene.site, reply).await.parent_id, Some(above.0));
            browser.follow(&answer).await.is(200).says("I do, <em>of course</em>");
            replies.push(reply);
        }
        let page = read_board(&mut scene.zoe, party, None).await;
        assert_eq!((page.posts.len(), page.posts[0].reply_count), (1, 4));
        assert_eq!(page.posts[0].replies.iter().map(|reply| reply.id).collect::<Vec<_>>(), replies[1..]);
        let page = read_post(&mut scene.zoe, party, above, None).await;
        assert_eq!(page.post.replies.iter().map(|reply| reply.id).collect::<Vec<_>>(), replies);
        assert!(page.post.replies.iter().all(|reply| reply.replies.is_empty() && reply.reply_count == 0));
    }

    async fn a_reply_that_goes_leaves_the_others(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let above = post(&mut scene.zoe, party, "Who brings cake?").await;
        let first = reply(&mut scene.cem, party, above, "Me").await;
        let second = reply(&mut scene.ana, party, above, "Me too").await;
        on_post(&mut scene.cem, "delete", party, first, &[]).await.is(303);
        let left: Vec<_> = rows::posts(&scene.site, party).await.into_iter().map(|row| PostId(row.id)).collect();
        assert_eq!(left, [above, second]);
        on_post(&mut scene.ana, "delete", party, second, &[]).await.is(303);
        assert_eq!(rows::post(&scene.site, above).await.text, "Who brings cake?");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_to_replies_are_refused() {
    let mut scene = Scene::new().await;
    let above = post(&mut scene.zoe, scene.party, "Question").await;
    let below = reply(&mut scene.zoe, scene.party, above, "Answer").await;
    for reply_to in [below.to_string(), "nonsense".to_owned(), "0".to_owned(), below.0.to_string()] {
        let page = answer(&mut scene, &reply_to).await;
        page.is(422).reads("Please choose one of the options.");
    }
    assert_eq!(rows::posts(&scene.site, scene.party).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_to_nothing_and_to_other_parties_find_nothing() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let other = a_party().by(&mut scene.ana).await;
    let foreign = post(&mut scene.ana, other, "Elsewhere").await;
    let gone = post(&mut scene.zoe, party, "Never mind").await;
    on_post(&mut scene.zoe, "delete", party, gone, &[]).await.is(303);
    for above in [foreign, gone, PostId::new()] {
        answer(&mut scene, &above.to_string()).await.is(404).reads_not("Elsewhere");
    }
    assert_eq!((rows::posts(&scene.site, party).await, rows::posts(&scene.site, other).await.len()), (vec![], 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_reply_comes_back_below_its_post() {
    let mut scene = Scene::new().await;
    let above = post(&mut scene.zoe, scene.party, "Question").await;
    let (long, id) = ("long words ".repeat(500), above.to_string());
    let (party, page) = (scene.party.to_string(), scene.page_of(above));
    let fields = [("_page", page.as_str()), ("party", &party), ("reply_to", &id), ("text", &long)];
    let page = scene.cem.post("/api/board/add", &fields).await;
    page.is(422).reads("Question").reads("Please use at most 5000 characters.");
    let form = super::filled_in(&page, &long);
    assert_eq!(crate::support::value(&form, "reply_to"), Some(id.as_str()));
}
