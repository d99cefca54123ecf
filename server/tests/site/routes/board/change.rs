//! Changing one's words, for an hour.

use app::domain::PostId;

use super::Scene;
use crate::support::{Page, Site, a_party, on_post, png, post, posted, read_board, reply, rows, send_post_with, value};

const ACTION: &str = "/api/board/edit";

/// Sends Zoe's form on the page of the form.
async fn edit(scene: &mut Scene, id: PostId, text: &str) -> Page {
    let (party, post, page) = (scene.party.to_string(), id.to_string(), format!("{}/edit", scene.page_of(id)));
    scene.zoe.post(ACTION, &[("_page", &page), ("party", &party), ("post", &post), ("text", text)]).await
}

on_each_database! {
    async fn the_author_changes_the_text(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let (first, second) = (post(&mut scene.zoe, party, "Helo <b>").await, post(&mut scene.cem, party, "Hi").await);
        let before = rows::post(&scene.site, first).await;
        let page = scene.zoe.get(&format!("{}/edit", scene.page_of(first))).await;
        assert_eq!(value(&page.is(200).form(ACTION), "text"), Some("Helo <b>"));
        let answer = edit(&mut scene, first, "Hello *you* 🎉").await;
        assert_eq!(answer.is(303).location(), format!("{}#post-{first}", scene.page_of(first)));
        let page = scene.zoe.follow(&answer).await;
        page.is(200).reads("Your post is changed.").says("Hello <em>you</em> 🎉").reads_not("Helo");
        let row = rows::post(&scene.site, first).await;
        assert!(row.edited_at.is_some_and(|at| at >= before.created_at));
        let expected = app::backend::entities::posts::Model {
            text: "Hello *you* 🎉".to_owned(),
            edited_at: row.edited_at,
            ..before
        };
        assert_eq!(row, expected);
        let page = read_board(&mut scene.cem, party, None).await;
        let edited: Vec<_> = page.posts.iter().map(|post| (post.id, post.edited)).collect();
        assert_eq!(edited, [(second, false), (first, true)]);
    }

    async fn for_an_hour(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let id = post(&mut scene.zoe, scene.party, "First").await;
        scene.site.clock.advance(jiff::SignedDuration::from_mins(59));
        edit(&mut scene, id, "Second").await.is(303);
        scene.site.clock.advance(jiff::SignedDuration::from_mins(2));
        edit(&mut scene, id, "Third").await.is(403);
        scene.zoe.get(&format!("{}/edit", scene.page_of(id))).await.is(403);
        assert_eq!(rows::post(&scene.site, id).await.text, "Second");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn others_do_not_not_even_hosts() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let mut bob = scene.co_host().await;
    let mut strangers = scene.strangers().await;
    let [nobody, user, other] = &mut strangers;
    for id in [post(&mut scene.zoe, party, "Mine").await, post(&mut scene.cem, party, "Mine").await] {
        let zoes = rows::post(&scene.site, id).await.invite_id.is_some();
        let guest = if zoes { &mut scene.cem } else { &mut scene.zoe };
        for browser in [&mut scene.ana, &mut bob, guest, &mut *nobody, &mut *user, &mut *other] {
            on_post(browser, "edit", party, id, &[("text", "Yours")]).await.is(403);
            on_post(browser, "to_edit", party, id, &[]).await.is(403);
            browser.get(&format!("/p/{party}/board/{id}/edit")).await.is(403).reads_not("Mine");
        }
        assert_eq!(rows::post(&scene.site, id).await.text, "Mine");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_text_comes_back() {
    let mut scene = Scene::new().await;
    let id = post(&mut scene.zoe, scene.party, "First").await;
    let before = rows::everything(&scene.site).await;
    let long = "long <words> ".repeat(500);
    for (text, says) in [
        ("", "Please fill this in."),
        (" \n\u{202e}", "Please fill this in."),
        (&long, "Please use at most 5000 characters."),
    ] {
        let page = edit(&mut scene, id, text).await;
        page.is(422).reads(says);
        assert_eq!(value(&page.form(ACTION), "text").map(str::len), Some(text.len()));
    }
    assert_eq!(rows::everything(&scene.site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_may_speak_for_themselves() {
    let mut scene = Scene::new().await;
    let picture = png(40, 30);
    let files = [("pictures[0][id]", picture.as_slice())];
    let id = posted(&send_post_with(&mut scene.zoe, scene.party, &[("text", "Look")], &files).await);
    edit(&mut scene, id, "").await.is(303);
    assert_eq!(
        (rows::post(&scene.site, id).await.text, rows::pictures_of(&scene.site, id).await.len()),
        (String::new(), 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_are_changed_below_their_post() {
    let mut scene = Scene::new().await;
    let above = post(&mut scene.cem, scene.party, "Question").await;
    let below = reply(&mut scene.zoe, scene.party, above, "Anser").await;
    scene.zoe.get(&format!("{}/edit", scene.page_of(below))).await.is(200).says("Anser");
    let answer = edit(&mut scene, below, "Answer").await;
    assert_eq!(answer.is(303).location(), format!("{}#post-{below}", scene.page_of(above)));
    scene.zoe.follow(&answer).await.is(200).reads("Question").reads("Answer").reads_not("Anser");
    let row = rows::post(&scene.site, below).await;
    assert_eq!((row.text.as_str(), row.parent_id), ("Answer", Some(above.0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_is_not_changed() {
    let mut scene = Scene::new().await;
    let id = post(&mut scene.zoe, scene.party, "Never mind").await;
    on_post(&mut scene.zoe, "delete", scene.party, id, &[]).await.is(303);
    edit(&mut scene, id, "Back again").await.is(404);
    scene.zoe.get(&format!("{}/edit", scene.page_of(id))).await.is(404);
    assert_eq!(rows::posts(&scene.site, scene.party).await, []);
}
