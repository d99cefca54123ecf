//! `@username` in posts.

use super::Scene;
use crate::support::{Page, a_guest, a_party, a_person, invite, post, reply};

const CEM: &str = "<a href=\"/u/cem\">@cem</a>";
const ANA: &str = "<a href=\"/u/ana\">@ana</a>";

fn links(page: &Page) -> usize {
    page.is(200).text().matches("href=\"/u/").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_and_guests_are_links_for_people_with_an_account() {
    let mut scene = Scene::new().await;
    a_person(&scene.site, "theo").await;
    let party = scene.party;
    let id = post(&mut scene.zoe, party, "Will @cem, @ana, @theo or @nobody bring *ice*? `@cem` x@cem").await;
    reply(&mut scene.zoe, party, id, "Please, @cem.").await;
    for path in [scene.board(), scene.page_of(id)] {
        for browser in [&mut scene.ana, &mut scene.cem] {
            let page = browser.get(&path).await;
            page.says(&format!("Will {CEM}, {ANA}, @theo or @nobody bring <em>ice</em>?"));
            page.says("<code>@cem</code> x@cem").says(&format!("Please, {CEM}."));
            assert_eq!(links(&page), 3);
        }
        let page = scene.zoe.get(&path).await;
        page.reads("Will @cem, @ana, @theo");
        assert_eq!(links(&page), 0, "profiles are for people with an account");
    }
    scene.cem.get("/u/ana").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_whom_the_viewer_may_see() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    post(&mut scene.zoe, party, "Dear @cem and @ana").await;
    scene.ana.post("/api/people/block", &[("username", "cem")]).await.is(303);
    let board = scene.board();
    scene.ana.get(&board).await.is(200).reads("Dear @cem and @ana").says_not(CEM).says(ANA);
    scene.cem.get(&board).await.is(200).reads("Dear @cem and @ana").says(CEM).says_not(ANA);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_list_that_is_secret_stays_so() {
    let mut scene = Scene::with(a_party().with("guest_list", "hosts")).await;
    let party = scene.party;
    let mut dora = a_person(&scene.site, "dora").await.browser;
    invite(&scene.site, &mut scene.ana, party, "@dora").await;
    post(&mut dora, party, "Is @cem coming, @ana? Yours, @dora").await;
    let board = scene.board();
    let dora_link = "<a href=\"/u/dora\">@dora</a>";
    dora.get(&board).await.is(200).says_not(CEM).says(ANA).says(dora_link);
    scene.ana.get(&board).await.is(200).says(CEM).says(dora_link);
    // Whoever writes is seen to be there.
    post(&mut scene.cem, party, "I am here").await;
    dora.get(&board).await.is(200).says(CEM);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_is_a_link_no_longer() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    post(&mut scene.ana, party, "Welcome, @cem").await;
    let board = scene.board();
    scene.ana.get(&board).await.is(200).says(CEM);
    let guest = crate::support::rows::guest(&scene.site, party, "Cem").await;
    let guest = app::domain::InviteId(guest.id).to_string();
    scene.ana.post("/api/invites/remove", &[("party", &party.to_string()), ("invite", &guest)]).await.is(303);
    scene.ana.get(&board).await.is(200).says_not(CEM).reads("Welcome, @cem");
}

#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_names_are_no_trouble() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let many: String = (0..600).map(|number| format!("@u{number:03} ")).collect();
    for _ in 0..30 {
        post(&mut scene.zoe, party, &many).await;
    }
    let mut zoe = a_guest(&scene.site, &scene.token).await;
    for browser in [&mut scene.ana, &mut zoe] {
        assert_eq!(links(&browser.get(&format!("/p/{party}/board")).await), 0);
    }
}
