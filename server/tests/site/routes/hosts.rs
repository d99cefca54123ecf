//! `/p/{party}/hosts`

use app::domain::PartyId;

use crate::support::{Browser, Page, Site, a_party, a_person, invite, rows};

async fn post(browser: &mut Browser, verb: &str, party: PartyId, username: &str) -> Page {
    let (id, page) = (party.to_string(), format!("/p/{party}/hosts"));
    browser.post(&format!("/api/hosts/{verb}"), &[("_page", &page), ("party", &id), ("username", username)]).await
}

/// Hosts as `ana` for hosts and `(bo)` for co-hosts.
async fn hosts(site: &Site, party: PartyId) -> String {
    let hosts = rows::hosts(site, party).await.into_iter();
    hosts.map(|(name, co_host)| if co_host { format!("({name})") } else { name }).collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_co_host_is_added_and_taken_back() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().with("visibility", "invited").by(&mut ana).await;
    let edit = format!("/p/{party}/edit");
    bo.get(&edit).await.is(404);
    let answer = post(&mut ana, "add", party, " @BOB ").await;
    assert_eq!(answer.is(303).location(), format!("/p/{party}/hosts"));
    ana.follow(&answer)
        .await
        .is(200)
        .reads("Your co-host is added.")
        .reads("@bob · Co-host")
        .reads("@ana · Host · you");
    bo.get(&edit).await.is(200);
    bo.get("/parties?tab=hosting").await.is(200).reads("Summer on the roof");
    bo.get(&format!("/p/{party}/hosts")).await.is(200).reads_not("Add a co-host").reads_not("Take back");
    let answer = post(&mut ana, "remove", party, "bob").await;
    ana.follow(&answer).await.is(200).reads("The co-host is removed.").reads_not("@bob");
    bo.get(&edit).await.is(404);
    bo.get("/parties?tab=hosting").await.is(200).reads("No party yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_added_is_told() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    for (typed, says) in [
        ("nobody", "Nobody here has that username."),
        ("", "Please fill this in."),
        ("bo@example.org", "Please use 3–30 letters"),
        ("bo' OR '1'='1", "Please use 3–30 letters"),
        ("%", "Please use 3–30 letters"),
    ] {
        post(&mut ana, "add", party, typed).await.is(422).reads(says);
    }
    assert_eq!(hosts(&site, party).await, "ana");
    post(&mut ana, "add", party, "ana").await.is(303);
    assert_eq!(hosts(&site, party).await, "ana", "a host stays a host");
}

#[tokio::test(flavor = "multi_thread")]
async fn co_hosts_do_not_choose_hosts() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut bo = a_person(&site, "bob").await.browser;
    a_person(&site, "cem").await;
    let party = a_party().by(&mut ana).await;
    for username in ["bob", "cem", "cem"] {
        post(&mut ana, "add", party, username).await.is(303);
    }
    for (verb, username) in
        [("add", "cem"), ("remove", "cem"), ("remove", "ana"), ("promote", "bob"), ("promote", "cem")]
    {
        post(&mut bo, verb, party, username).await.is(403).reads("You may not do that here.");
    }
    assert_eq!(hosts(&site, party).await, "ana (bob) (cem)");
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_hand_over_and_are_not_thrown_out() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().by(&mut ana).await;
    post(&mut ana, "promote", party, "bob").await.is(404);
    post(&mut ana, "remove", party, "bob").await.is(404);
    post(&mut ana, "add", party, "bob").await.is(303);
    post(&mut ana, "promote", party, "bob").await.is(303);
    assert_eq!(hosts(&site, party).await, "ana bob");
    post(&mut ana, "remove", party, "bob").await.is(403);
    post(&mut bo, "remove", party, "ana").await.is(403);
    post(&mut ana, "leave", party, "").await.is(303);
    assert_eq!(hosts(&site, party).await, "bob");
    let delete = [("party", party.to_string()), ("title", "Summer on the roof".to_owned())];
    let delete: Vec<_> = delete.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ana.post("/api/parties/delete", &delete).await.is(403);
    bo.post("/api/parties/delete", &delete).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_host_cannot_leave() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().by(&mut ana).await;
    let says = "A party needs a host. Make somebody else a host first, or delete the party.";
    post(&mut ana, "leave", party, "").await.is(409).reads(says);
    post(&mut ana, "add", party, "bob").await.is(303);
    post(&mut ana, "leave", party, "").await.is(409).reads(says);
    assert_eq!(hosts(&site, party).await, "ana (bob)");
    let answer = post(&mut bo, "leave", party, "").await;
    assert_eq!(answer.is(303).location(), "/parties");
    bo.follow(&answer).await.is(200).reads("You no longer host this party.");
    assert_eq!(hosts(&site, party).await, "ana");
}

on_each_database! {
    async fn two_hosts_who_leave_at_once_leave_one(site: Site) {
        let (mut ana, bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let party = a_party().by(&mut ana).await;
        post(&mut ana, "add", party, "bob").await.is(303);
        post(&mut ana, "promote", party, "bob").await.is(303);
        let leave = |mut browser: Browser| async move { post(&mut browser, "leave", party, "").await.status.as_u16() };
        let answers = tokio::join!(leave(ana.clone()), leave(bo.clone()));
        assert!([(303, 409), (409, 303)].contains(&answers), "{answers:?}");
        assert_eq!(rows::hosts(&site, party).await.len(), 1);
    }

    async fn a_guest_who_becomes_co_host_stays_a_guest(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        invite(&site, &mut ana, party, "@bob").await;
        bo.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
        post(&mut ana, "add", party, "bob").await.is(303);
        assert_eq!(rows::guests(&site, party).await[0].answer, "yes");
        bo.post("/api/rsvps/answer", &[("party", &id), ("answer", "maybe")]).await.is(303);
        assert_eq!(rows::guests(&site, party).await[0].answer, "maybe");
        post(&mut ana, "remove", party, "bob").await.is(303);
        bo.get(&format!("/p/{party}/edit")).await.is(403);
        bo.get(&format!("/p/{party}")).await.is(200);
    }
}
