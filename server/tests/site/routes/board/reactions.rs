//! What people show without words.

use app::domain::{PartyId, PostId, board::Reaction};

use super::Scene;
use crate::support::{Browser, Site, a_party, on_post, post, react, read_board, reply, rows};

/// Codes of shown reactions with their counts, and those that are the viewer's own.
async fn shown(browser: &mut Browser, party: PartyId) -> Vec<(&'static str, i64, bool)> {
    let post = read_board(browser, party, None).await.posts.remove(0);
    post.reactions.iter().map(|one| (one.reaction.code(), one.count, one.mine)).collect()
}

on_each_database! {
    async fn one_of_each_kind_per_person(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let id = post(&mut scene.ana, party, "We have a band!").await;
        for _ in 0..2 {
            let answer = react(&mut scene.zoe, party, id, "wow", true).await;
            assert_eq!(answer.is(303).location(), format!("/p/{party}/board"));
            for browser in [&mut scene.cem, &mut scene.zoe] {
                react(browser, party, id, "heart", true).await.is(303);
            }
        }
        assert_eq!(rows::reactions(&scene.site, id).await, ["heart", "heart", "wow"]);
        assert_eq!(shown(&mut scene.zoe, party).await, [("heart", 2, true), ("wow", 1, true)]);
        assert_eq!(shown(&mut scene.cem, party).await, [("heart", 2, true), ("wow", 1, false)]);
        assert_eq!(shown(&mut scene.ana, party).await, [("heart", 2, false), ("wow", 1, false)]);
        for _ in 0..2 {
            react(&mut scene.zoe, party, id, "heart", false).await.is(303);
            react(&mut scene.ana, party, id, "wow", false).await.is(303);
        }
        assert_eq!(shown(&mut scene.zoe, party).await, [("heart", 1, false), ("wow", 1, true)]);
    }

    async fn every_kind_in_its_order(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let id = post(&mut scene.ana, party, "We have a band!").await;
        for reaction in Reaction::ALL.iter().rev() {
            react(&mut scene.zoe, party, id, reaction.code(), true).await.is(303);
        }
        let all: Vec<_> = Reaction::ALL.iter().map(|reaction| (reaction.code(), 1, true)).collect();
        assert_eq!(shown(&mut scene.zoe, party).await, all);
        let page = scene.cem.get(&scene.board()).await;
        for reaction in Reaction::ALL {
            page.is(200).says(reaction.label());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_the_board_reacts_and_nobody_else() {
    let mut scene = Scene::with(a_party().with("visibility", "link")).await;
    let party = scene.party;
    let id = post(&mut scene.zoe, party, "Hello").await;
    let below = reply(&mut scene.cem, party, id, "Hello, Zoe").await;
    let (mut bob, mut strangers) = (scene.co_host().await, scene.strangers().await);
    for post in [id, below] {
        for browser in [&mut scene.ana, &mut bob, &mut scene.zoe, &mut scene.cem] {
            react(browser, party, post, "party", true).await.is(303);
        }
        assert_eq!(rows::reactions(&scene.site, post).await, ["party"; 4]);
    }
    let before = rows::everything(&scene.site).await;
    for browser in &mut strangers {
        for on in [true, false] {
            react(browser, party, id, "party", on).await.is(403);
        }
    }
    assert_eq!(rows::everything(&scene.site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn others_than_the_known_ones_are_refused() {
    let mut scene = Scene::new().await;
    let id = post(&mut scene.zoe, scene.party, "Hello").await;
    for reaction in ["", "nonsense", "Heart", "❤️", "heart,wow", "<script>", "\0", &"x".repeat(10_000)] {
        for on in [true, false] {
            react(&mut scene.cem, scene.party, id, reaction, on).await.is(422).says_not("<script>");
        }
    }
    on_post(&mut scene.cem, "react", scene.party, id, &[("on", "1")]).await.is(400);
    assert_eq!(rows::reactions(&scene.site, id).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_to_react_to() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let gone = post(&mut scene.zoe, party, "Never mind").await;
    let husk = post(&mut scene.zoe, party, "Forget it").await;
    reply(&mut scene.cem, party, husk, "But why?").await;
    for post in [gone, husk] {
        on_post(&mut scene.zoe, "delete", party, post, &[]).await.is(303);
    }
    for post in [gone, husk, PostId::new()] {
        for on in [true, false] {
            react(&mut scene.cem, party, post, "heart", on).await.is(404);
        }
        assert_eq!(rows::reactions(&scene.site, post).await, Vec::<String>::new());
    }
}
