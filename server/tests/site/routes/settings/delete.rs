//! `/settings/delete`

use crate::support::{Browser, PASSWORD, Page, Site, a_guest, a_party, a_person, invite, rows};

const ACTION: &str = "/api/accounts/delete";

async fn delete(browser: &mut Browser, password: &str) -> Page {
    browser.post(ACTION, &[("_page", "/settings/delete"), ("password", password)]).await
}

async fn answer(browser: &mut Browser, party: &str, answer: &str) {
    browser.post("/api/rsvps/answer", &[("party", party), ("answer", answer)]).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn says_before_what_goes() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let page = ana.get("/settings/delete").await;
    page.is(200).reads("This cannot be undone.").reads_not("are deleted with their guest lists");
    a_party().with("title", "Only mine").by(&mut ana).await;
    let ours = a_party().with("title", "Ours").by(&mut ana).await.to_string();
    ana.post("/api/hosts/add", &[("party", &ours), ("username", "bob")]).await.is(303);
    let theirs = a_party().with("title", "Theirs").by(&mut bo).await;
    invite(&site, &mut bo, theirs, "@ana").await;
    answer(&mut ana, &theirs.to_string(), "yes").await;
    ana.get("/").await;
    let page = ana.get("/settings/delete").await;
    page.is(200).reads("Only mine").reads("Ours").reads("Your answer to one party of somebody else is withdrawn");
    page.reads_not("Theirs");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_deletes_nothing() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    a_party().by(&mut ana).await;
    let before = rows::everything(&site).await;
    delete(&mut ana, "").await.is(422).reads("Please fill this in.");
    delete(&mut ana, "not my password").await.is(422).reads("That is not your current password.");
    assert_eq!(rows::everything(&site).await, before);
}

on_each_database! {
    async fn parties_of_mine_go_and_shared_ones_stay(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        a_person(&site, "cem").await;
        let mine = a_party().with("title", "Only mine").by(&mut ana).await;
        let token = invite(&site, &mut ana, mine, "Zoe").await.remove(0);
        let mut guest = a_guest(&site, &token).await;
        let ours = a_party().with("title", "Ours").by(&mut ana).await;
        let id = ours.to_string();
        for username in ["bob", "cem"] {
            ana.post("/api/hosts/add", &[("party", &id), ("username", username)]).await.is(303);
            site.clock.advance(jiff::SignedDuration::from_secs(1));
        }
        let elsewhere = site.on_twin(&ana);
        let gone = delete(&mut ana, PASSWORD).await;
        assert_eq!(gone.is(303).location(), "/");
        ana.follow(&gone).await.is(200).reads("Your account is deleted. Take care!").reads("Good evenings start");
        assert!(rows::maybe_user(&site, "ana").await.is_none());
        assert!(rows::maybe_party(&site, mine).await.is_none());
        guest.get(&format!("/p/{mine}")).await.is(404);
        site.visitor().get(&format!("/i/{token}")).await.is(410);
        assert_eq!(rows::hosts(&site, ours).await, [("bob".to_owned(), false), ("cem".to_owned(), true)]);
        bo.get(&format!("/p/{ours}/hosts")).await.is(200).reads("@bob · Host · you").reads_not("@ana");
        site.on_twin(&elsewhere).get("/settings").await.is(401);
        let log_in = [("login", "ana"), ("password", PASSWORD)];
        site.visitor().post("/api/accounts/log_in", &log_in).await.is(422);
    }

    async fn answers_of_mine_are_withdrawn_and_the_waitlist_moves_up(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let party = a_party().with("capacity", "1").by(&mut bo).await;
        invite(&site, &mut bo, party, "@ana").await;
        let token = invite(&site, &mut bo, party, "Zoe").await.remove(0);
        let mut zoe = a_guest(&site, &token).await;
        answer(&mut ana, &party.to_string(), "yes").await;
        answer(&mut zoe, &party.to_string(), "yes").await;
        assert_eq!(rows::guest(&site, party, "Zoe").await.answer, "waiting");
        delete(&mut ana, PASSWORD).await.is(303);
        let guests = rows::guests(&site, party).await;
        assert_eq!(guests.iter().map(|guest| guest.name.as_str()).collect::<Vec<_>>(), ["Zoe"]);
        assert_eq!(guests[0].answer, "yes");
        zoe.get(&format!("/p/{party}")).await.is(200).reads("you moved up from the waitlist");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_is_free_again_and_a_new_owner_gets_nothing_of_the_old() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut bo = a_person(&site, "bob").await.browser;
    let party = a_party().with("visibility", "invited").by(&mut bo).await;
    invite(&site, &mut bo, party, "@ana").await;
    ana.get(&format!("/p/{party}")).await.is(200);
    let stale = ana.clone();
    delete(&mut ana, PASSWORD).await.is(303);
    let mut other = a_person(&site, "ana").await.browser;
    other.get(&format!("/p/{party}")).await.is(404);
    stale.clone().get("/settings").await.is(401);
}
