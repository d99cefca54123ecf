//! Who sees the board, and what it shows.

use app::domain::{InviteId, board::PostView};

use super::Scene;
use crate::support::{Site, a_party, post, read_board, read_post, reply, rows, value};

/// Names as shown, usernames, and whether they host and are the viewer.
fn authors(posts: &[PostView]) -> Vec<(&str, Option<&str>, bool, bool)> {
    let authors = posts.iter().map(|post| post.author.as_ref().expect("an author"));
    authors.map(|author| (author.name.as_str(), author.username.as_deref(), author.host, author.me)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_and_guests_see_it_and_strangers_do_not() {
    for (visibility, refusal) in [("link", 403), ("invited", 404)] {
        let mut scene = Scene::with(a_party().with("visibility", visibility)).await;
        let id = post(&mut scene.zoe, scene.party, "Who brings the ice?").await;
        let (board, page, party) = (scene.board(), scene.page_of(id), format!("/p/{}", scene.party));
        let (mut bob, mut strangers) = (scene.co_host().await, scene.strangers().await);
        for browser in [&mut scene.ana, &mut bob, &mut scene.zoe, &mut scene.cem] {
            for path in [&board, &page, &party] {
                browser.get(path).await.is(200).reads("Who brings the ice?");
            }
            browser.get(&party).await.says(&format!("href=\"{board}"));
        }
        for browser in &mut strangers {
            for path in [&board, &page] {
                browser.get(path).await.is(refusal).reads_not("brings the ice");
            }
            browser.get(&party).await.reads_not("brings the ice").says_not(&format!("href=\"{board}"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_called_as_they_are_called_now() {
    let mut scene = Scene::new().await;
    let mut bob = scene.co_host().await;
    for browser in [&mut scene.zoe, &mut scene.cem, &mut bob, &mut scene.ana] {
        post(browser, scene.party, "Hello").await;
    }
    scene.cem.post("/api/accounts/change_profile", &[("display_name", "Cem Öz")]).await.is(303);
    let zoe = InviteId(rows::guest(&scene.site, scene.party, "Zoe").await.id).to_string();
    let rename = [("party", scene.party.to_string()), ("invite", zoe), ("name", "Zoë <b>".to_owned())];
    let rename: Vec<_> = rename.iter().map(|(name, value)| (*name, value.as_str())).collect();
    scene.ana.post("/api/invites/rename", &rename).await.is(303);
    let page = read_board(&mut scene.zoe, scene.party, None).await;
    let expected = [
        ("Ana", Some("ana"), true, false),
        ("Bob", Some("bob"), true, false),
        ("Cem Öz", Some("cem"), false, false),
        ("Zoë <b>", None, false, true),
    ];
    assert_eq!(authors(&page.posts), expected);
    let page = scene.cem.get(&scene.board()).await;
    page.is(200).reads("Cem Öz").reads("Zoë <b>").reads("Bob").says_not("Zoë <b>");
}

#[tokio::test(flavor = "multi_thread")]
async fn text_is_markdown_and_never_more() {
    let mut scene = Scene::new().await;
    let text =
        "Bring *good* mood <script>alert(1)</script>\n\n![x](https://evil.example/x.gif) [map](https://example.org)";
    let id = post(&mut scene.zoe, scene.party, text).await;
    reply(&mut scene.cem, scene.party, id, text).await;
    for path in [scene.board(), scene.page_of(id)] {
        let page = scene.ana.get(&path).await;
        page.is(200).says("<em>good</em>").says("rel=\"ugc nofollow noopener\"").says("href=\"https://example.org\"");
        page.reads("<script>alert(1)</script>").says_not("<script>alert").says_not("evil.example");
    }
    let page = scene.ana.get(&format!("/p/{}", scene.party)).await;
    page.is(200).reads("Bring good mood").says_not("<script>alert").says_not("evil.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_offered_what_they_may_do() {
    let mut scene = Scene::new().await;
    let mut bob = scene.co_host().await;
    let party = scene.party;
    let id = post(&mut scene.zoe, party, "Hello").await;
    for (hours, zoes) in [(0, (true, true)), (1, (false, true))] {
        scene.site.wait_hours(hours);
        scene.site.clock.advance(jiff::SignedDuration::from_secs(1));
        for (browser, manages, expected) in [
            (&mut scene.zoe, false, zoes),
            (&mut scene.cem, false, (false, false)),
            (&mut scene.ana, true, (false, true)),
            (&mut bob, true, (false, true)),
        ] {
            let board = read_board(browser, party, None).await;
            assert_eq!((board.manages, board.closed, board.refused), (manages, false, None));
            assert_eq!((board.posts[0].may_edit, board.posts[0].may_delete), expected);
            let page = read_post(browser, party, id, None).await;
            assert_eq!((page.post.may_edit, page.post.may_delete), expected);
            let page = browser.get(&format!("/p/{party}/board")).await;
            assert_eq!(page.text().contains(&format!("/board/{id}/edit")), expected.0);
            assert_eq!(page.text().contains(&format!("/board/{id}/delete")), expected.1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_board_has_a_form() {
    let mut scene = Scene::new().await;
    let page = scene.zoe.get(&scene.board()).await;
    let form = page.is(200).form("/api/board/add");
    assert_eq!((value(&form, "party"), value(&form, "text")), (Some(&*scene.party.to_string()), Some("")));
    scene.ana.get(&format!("/p/{}", scene.party)).await.is(200).says(&format!("href=\"{}", scene.board()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_party_page_shows_the_latest_three() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    for text in ["The first word", "The second word", "The third word"] {
        post(&mut scene.cem, party, text).await;
    }
    let last = post(&mut scene.zoe, party, "# Bring\n\n*four* [cakes](https://example.org)").await;
    reply(&mut scene.cem, party, last, "With pleasure").await;
    let path = format!("/p/{party}");
    for browser in [&mut scene.ana, &mut scene.zoe, &mut scene.cem] {
        let page = browser.get(&path).await;
        page.is(200).reads("The second word").reads("The third word").reads("Bring four cakes");
        page.reads_not("The first word").reads_not("With pleasure");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_party_that_is_over_or_called_off_keeps_its_board() {
    let site = Site::new().await;
    let soon = site.in_hours(2);
    let mut scene = Scene::on(site, a_party().with("time_zone", "UTC").with("first_entry", &soon)).await;
    let party = scene.party;
    let first = post(&mut scene.zoe, party, "See you").await;
    scene.site.wait_hours(20);
    reply(&mut scene.cem, party, first, "That was fun").await;
    scene.ana.post("/api/parties/cancel", &[("party", &party.to_string())]).await.is(303);
    reply(&mut scene.zoe, party, first, "What a pity").await;
    let page = scene.zoe.get(&scene.board()).await;
    page.is(200).reads("See you").reads("That was fun").reads("What a pity");
}
