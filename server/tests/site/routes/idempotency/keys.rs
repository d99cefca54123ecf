//! The key of a form: whose it is, how long it counts, and what it does not do.

use uuid::Uuid;

use super::id_in;
use crate::support::{Browser, PASSWORD, Site, a_party, a_person, invite, rows};

/// A login whose answer was lost is the same session once more; after that session has ended it is another one.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_begun_once() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let fields = [("_page", "/login"), ("login", "ana"), ("password", PASSWORD)];
    let key = Uuid::new_v4().to_string();
    let (mut first, mut again) = (site.visitor(), Browser::new(server::router::router(site.instance())));
    for browser in [&mut first, &mut again] {
        browser.post_with_key("/api/accounts/log_in", &key, &fields).await.is(303);
    }
    assert_eq!(first.cookies["session"], again.cookies["session"]);
    assert_eq!(rows::sessions(&site, "ana").await.len(), 2, "one of them from the sign-up");

    let ended = first.clone();
    first.post("/api/accounts/log_out", &[]).await.is(303);
    again.get("/settings").await.is(401);
    let mut later = site.visitor();
    later.post_with_key("/api/accounts/log_in", &key, &fields).await.is(303);
    assert_ne!(later.cookies["session"], ended.cookies["session"]);
    later.get("/settings").await.is(200);
    ended.clone().get("/settings").await.is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_does_not_undo_what_came_after() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    let key = Uuid::new_v4().to_string();
    let first = [("party", id.as_str()), ("title", "First"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    let second =
        [("party", id.as_str()), ("title", "Second"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    ana.post_with_key("/api/parties/update", &key, &first).await.is(303);
    ana.post("/api/parties/update", &second).await.is(303);
    ana.post_with_key("/api/parties/update", &key, &first).await.is(303);
    assert_eq!(rows::party(&site, party).await.title, "Second");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_may_be_sent_again_with_its_key() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let key = Uuid::new_v4().to_string();
    let fields = |title| [("title", title), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    ana.post_with_key("/api/parties/create", &key, &fields("")).await.is(422);
    ana.post_with_key("/api/parties/create", &key, &fields("Supper")).await.is(303);
    assert_eq!(rows::parties(&site).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_belong_to_their_form_and_to_whoever_sent_it() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let key = Uuid::new_v4().to_string();
    let fields = [("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    let hers = ana.post_with_key("/api/parties/create", &key, &fields).await;
    let his = bo.post_with_key("/api/parties/create", &key, &fields).await;
    assert_ne!(hers.is(303).location(), his.is(303).location());
    let party = id_in(hers.location()).to_string();
    ana.post_with_key("/api/parties/duplicate", &key, &[("party", &party)]).await.is(303);
    assert_eq!(rows::parties(&site).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_repeats_a_sign_up_needs_its_password() {
    let site = Site::new().await;
    let key = Uuid::new_v4().to_string();
    let fields =
        |password| [("username", "ana"), ("email", "ana@example.org"), ("display_name", "Ana"), ("password", password)];
    site.visitor().post_with_key("/api/accounts/sign_up", &key, &fields(PASSWORD)).await.is(303);
    let mut thief = site.visitor();
    thief.post_with_key("/api/accounts/sign_up", &key, &fields("another fine password")).await.is(422);
    thief.get("/settings").await.is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_of_a_page_has_a_key_of_its_own() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    invite(&site, &mut ana, party, "Zoe\nCem").await;
    let mut keys = Vec::new();
    for path in [
        "/parties/new".to_owned(),
        format!("/p/{party}/guests"),
        format!("/p/{party}/guests"),
        format!("/p/{party}/edit"),
    ] {
        let text = ana.get(&path).await.text();
        let found = text.split("name=\"_key\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let found: Vec<_> = found.map(ToOwned::to_owned).collect();
        assert!(found.len() > 1 && found.iter().all(|key| key.parse::<Uuid>().is_ok()), "{path}: {found:?}");
        keys.extend(found);
    }
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
}
