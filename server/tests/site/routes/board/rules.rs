//! Who posts: the hosts decide.

use app::domain::{
    PartyId, PostId,
    board::{BoardClosed, Posting},
};

use super::{Scene, rules};
use crate::support::{Browser, Site, a_party, on_post, post, react, read_board, reply, rows, send_post, value};

/// The statuses of a post, a reply and a reaction.
async fn tries(browser: &mut Browser, party: PartyId, above: PostId) -> [u16; 3] {
    let post = send_post(browser, party, &[("text", "Hello")]).await;
    let reply = send_post(browser, party, &[("text", "Hello"), ("reply_to", &above.to_string())]).await;
    let reaction = react(browser, party, above, "heart", true).await;
    [post, reply, reaction].map(|answer| answer.status.as_u16())
}

/// The guest is told why there is no form.
async fn is_told(scene: &mut Scene, why: BoardClosed) {
    let (party, path) = (scene.party, scene.board());
    assert_eq!(read_board(&mut scene.zoe, party, None).await.refused, Some(why));
    let page = scene.zoe.get(&path).await;
    page.is(200).reads(why.message());
    assert!(page.forms("/api/board/add").is_empty(), "no form that would be refused");
}

on_each_database! {
    async fn a_new_party_lets_its_guests_post(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let row = rows::party(&scene.site, scene.party).await;
        assert_eq!((row.posting.as_str(), row.board_closed), ("invited", false));
        let page = read_board(&mut scene.zoe, scene.party, None).await;
        assert_eq!((page.posting, page.closed, page.refused), (Posting::Invited, false, None));
    }

    async fn those_who_said_yes(site: Site) {
        let mut scene = Scene::on(site, a_party().with("capacity", "1")).await;
        let party = scene.party;
        let above = post(&mut scene.zoe, party, "First").await;
        assert_eq!(scene.rules("confirmed", "").await.is(303).location(), scene.board());
        is_told(&mut scene, BoardClosed::ConfirmedOnly).await;
        let id = party.to_string();
        for answer in ["maybe", "no"] {
            scene.zoe.post("/api/rsvps/answer", &[("party", &id), ("answer", answer)]).await.is(303);
            assert_eq!(tries(&mut scene.zoe, party, above).await, [403, 403, 303], "{answer}");
        }
        // Cem takes the only place, so Zoe waits.
        for browser in [&mut scene.cem, &mut scene.zoe] {
            browser.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
        }
        assert_eq!(tries(&mut scene.zoe, party, above).await, [403, 403, 303]);
        assert_eq!(tries(&mut scene.cem, party, above).await, [303, 303, 303]);
        assert_eq!(tries(&mut scene.ana, party, above).await, [303, 303, 303]);
        scene.cem.post("/api/rsvps/answer", &[("party", &id), ("answer", "no")]).await.is(303);
        assert_eq!(tries(&mut scene.zoe, party, above).await, [303, 303, 303], "who moves up may post");
    }

    async fn hosts_only(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let (party, mut bob) = (scene.party, scene.co_host().await);
        let above = post(&mut scene.zoe, party, "First").await;
        rules(&mut bob, party, "hosts", "").await.is(303);
        is_told(&mut scene, BoardClosed::HostsOnly).await;
        scene.zoe.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", "yes")]).await.is(303);
        for (browser, expected) in [
            (&mut scene.zoe, [403, 403, 303]),
            (&mut scene.cem, [403, 403, 303]),
            (&mut scene.ana, [303, 303, 303]),
            (&mut bob, [303, 303, 303]),
        ] {
            assert_eq!(tries(browser, party, above).await, expected);
        }
        scene.rules("invited", "").await.is(303);
        assert_eq!(tries(&mut scene.zoe, party, above).await, [303, 303, 303]);
    }

    async fn a_closed_board_is_read(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let (party, mut bob) = (scene.party, scene.co_host().await);
        let above = post(&mut scene.zoe, party, "What was written").await;
        react(&mut scene.zoe, party, above, "wow", true).await.is(303);
        scene.rules("invited", "1").await.is(303);
        is_told(&mut scene, BoardClosed::Closed).await;
        scene.zoe.get(&scene.board()).await.is(200).reads("What was written");
        for (browser, expected) in [
            (&mut scene.zoe, [403, 403, 403]),
            (&mut scene.cem, [403, 403, 403]),
            (&mut scene.ana, [303, 303, 303]),
            (&mut bob, [303, 303, 303]),
        ] {
            assert_eq!(tries(browser, party, above).await, expected);
        }
        react(&mut scene.zoe, party, above, "wow", false).await.is(403);
        assert_eq!(rows::reactions(&scene.site, above).await, ["heart", "heart", "wow"]);
        assert!(read_board(&mut scene.ana, party, None).await.refused.is_none(), "hosts are never refused");
        // Whoever wrote something may take it back.
        on_post(&mut scene.zoe, "delete", party, above, &[]).await.is(303);
        scene.rules("invited", "").await.is(303);
        post(&mut scene.cem, party, "Open again").await;
    }

    /// Nobody says something new in the place of what was there.
    async fn whoever_may_not_post_may_not_edit(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let (zoes, anas) = (post(&mut scene.zoe, party, "First").await, post(&mut scene.ana, party, "Mine").await);
        for (posting, closed) in [("invited", "1"), ("hosts", ""), ("confirmed", "")] {
            scene.rules(posting, closed).await.is(303);
            on_post(&mut scene.zoe, "edit", party, zoes, &[("text", "Second")]).await.is(403);
            scene.zoe.get(&format!("{}/edit", scene.page_of(zoes))).await.is(403);
            let shown = read_board(&mut scene.zoe, party, None).await.posts;
            assert!(shown.iter().all(|post| !post.may_edit), "no button that would be refused");
            assert_eq!(rows::post(&scene.site, zoes).await.text, "First");
            on_post(&mut scene.ana, "edit", party, anas, &[("text", posting)]).await.is(303);
        }
        scene.rules("invited", "").await.is(303);
        on_post(&mut scene.zoe, "edit", party, zoes, &[("text", "Second")]).await.is(303);
        assert_eq!(rows::post(&scene.site, zoes).await.text, "Second");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_hosts_decide() {
    let mut scene = Scene::new().await;
    let (party, mut strangers) = (scene.party, scene.strangers().await);
    let [nobody, user, other] = &mut strangers;
    for (browser, status) in [(&mut scene.zoe, 401), (&mut scene.cem, 403), (nobody, 403), (user, 403), (other, 403)] {
        rules(browser, party, "hosts", "1").await.is(status);
    }
    let row = rows::party(&scene.site, party).await;
    assert_eq!((row.posting.as_str(), row.board_closed), ("invited", false));
    scene.zoe.get(&scene.board()).await.is(200).says_not("/api/board/rules");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_shows_what_was_decided() {
    let mut scene = Scene::new().await;
    for (posting, closed) in [("confirmed", ""), ("hosts", "1"), ("invited", "")] {
        let answer = scene.rules(posting, closed).await;
        let page = scene.ana.follow(&answer).await;
        let form = page.is(200).reads("Saved.").form("/api/board/rules");
        assert_eq!(value(&form, "posting"), Some(posting));
        assert_eq!(value(&form, "closed").is_some_and(|closed| !closed.is_empty()), !closed.is_empty());
        let row = rows::party(&scene.site, scene.party).await;
        assert_eq!((row.posting.as_str(), row.board_closed), (posting, !closed.is_empty()));
    }
    for posting in ["nonsense", "HOSTS", "\0"] {
        scene.rules(posting, "1").await.is(422).reads("Please choose one of the options.");
    }
    assert!(!rows::party(&scene.site, scene.party).await.board_closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_forms_of_the_party_leave_it_alone() {
    let mut scene = Scene::new().await;
    let above = post(&mut scene.zoe, scene.party, "Hello").await;
    reply(&mut scene.cem, scene.party, above, "Hello, Zoe").await;
    scene.rules("hosts", "1").await.is(303);
    let id = scene.party.to_string();
    let update = [
        ("party", id.as_str()),
        ("title", "Supper"),
        ("time_zone", "UTC"),
        ("first_entry", "2099-07-10T20:00"),
        ("posting", "invited"),
        ("board_closed", ""),
    ];
    scene.ana.post("/api/parties/update", &update).await.is(303);
    let row = rows::party(&scene.site, scene.party).await;
    assert_eq!((row.posting.as_str(), row.board_closed), ("hosts", true));
    scene.ana.post("/api/parties/duplicate", &[("party", &id)]).await.is(303);
    let copy = rows::parties(&scene.site).await.remove(1).id.into();
    assert_eq!(rows::posts(&scene.site, copy).await, [], "a copy has no posts");
    assert_eq!(rows::posts(&scene.site, scene.party).await.len(), 2);
}
