//! `/settings/tokens`

use app::backend::{accounts, entities::api_tokens};
use sea_orm::EntityTrait;

use crate::support::{Browser, Database, PASSWORD, Site, a_person, value};

const CREATE: &str = "/api/api_tokens/create";
const REMOVE: &str = "/api/api_tokens/remove";

/// Makes a token with the form, and reads it off the page.
async fn make(browser: &mut Browser) -> String {
    let fields = [("_page", "/settings/tokens"), ("name", "Door list"), ("read", "true"), ("lifetime", "30")];
    let answer = browser.post(CREATE, &fields).await;
    let page = browser.follow(&answer).await;
    page.is(200).reads("Here is your token.").reads("Door list").reads("never used");
    let tags = page.tags();
    let shown = tags.iter().find_map(|tag| tag.get("value").filter(|value| value.starts_with("soi_")));
    shown.expect("the token").to_owned()
}

async fn stored(site: &Site) -> Vec<api_tokens::Model> {
    api_tokens::Entity::find().all(site.database.db.read()).await.expect("a query")
}

on_each_database! {
    async fn a_token_is_shown_for_a_while_and_kept_as_a_hash(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        ana.get("/settings/tokens").await.is(200).reads("You have none.");
        let token = make(&mut ana).await;
        assert!(token.len() >= 36, "192 bits: {token}");
        let row = stored(&site).await.remove(0);
        assert!(!format!("{row:?}").contains(&token[4..]), "{row:?}");
        let mut program = site.program("ana", "").await;
        program.token.clone_from(&token);
        let me = program.get("/api/v1/me").await.is(200).json();
        assert_eq!((&me["username"], &me["token"]), (&"ana".into(), &"Door list".into()));
        assert_eq!(me["scopes"], serde_json::json!(["read"]));
        ana.get("/settings/tokens").await.is(200).says(&token).reads("last used just now");
        site.wait_hours(1);
        ana.get("/settings/tokens").await.is(200).says_not(&token).reads("last used 1 hour ago");
        program.get("/api/v1/me").await.is(200);
        site.wait_hours(30 * 24);
        program.get("/api/v1/me").await.is_problem(401, "no_token");
    }

    async fn a_form_sent_twice_makes_one_token(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        for _ in 0..2 {
            ana.post_with_key(CREATE, "a key", &[("name", "Door"), ("board_write", "true")]).await.is(303);
        }
        assert_eq!(stored(&site).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_token_ends_at_once_and_nobody_removes_those_of_others() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut bo = a_person(&site, "bob").await.browser;
    let mut program = site.program("ana", "").await;
    program.token = make(&mut ana).await;
    let page = ana.get("/settings/tokens").await;
    let forms = page.forms(REMOVE);
    assert_eq!(forms.len(), 2);
    for form in &forms {
        let id = value(form, "token").expect("a token").to_owned();
        bo.post(REMOVE, &[("token", &id)]).await.is(303);
    }
    program.get("/api/v1/me").await.is(200);
    assert!(bo.get("/settings/tokens").await.is(200).forms(REMOVE).is_empty());
    for form in &forms {
        let id = value(form, "token").expect("a token").to_owned();
        let answer = ana.post(REMOVE, &[("_page", "/settings/tokens"), ("token", &id)]).await;
        ana.follow(&answer).await.is(200).reads("The token is removed");
    }
    program.get("/api/v1/me").await.is_problem(401, "no_token");
    assert!(stored(&site).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_all_tokens() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    a_person(&site, "bob").await;
    let (program, other) = (site.program("ana", "read").await, site.program("bob", "read").await);
    let new = "two lamps and a chair";
    let fields = [("current_password", PASSWORD), ("new_password", new), ("repeat_password", new)];
    ana.post("/api/accounts/change_password", &fields).await.is(303);
    program.get("/api/v1/me").await.is_problem(401, "no_token");
    other.get("/api/v1/me").await.is(200);
}

/// Passwords that are mailed are tested with their links.
#[tokio::test(flavor = "multi_thread")]
async fn so_does_one_that_the_site_gives() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let program = site.program("ana", "read").await;
    program.get("/api/v1/me").await.is(200);
    accounts::reset_password(&site.state.command_ctx(), "ana", "two lamps and a chair").await.expect("a new password");
    program.get("/api/v1/me").await.is_problem(401, "no_token");
}

/// Whoever comes back within the time to think it over makes new ones.
#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_account_has_no_tokens() {
    for days in ["0", "14"] {
        let site = Site::with(Database::Sqlite, &[("SOIREE_DELETION_DAYS", days)]).await;
        let mut ana = a_person(&site, "ana").await.browser;
        let program = site.program("ana", "read").await;
        ana.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
        program.get("/api/v1/me").await.is_problem(401, "no_token");
        assert!(stored(&site).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_for_something_and_there_are_not_too_many() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let page = ana.post(CREATE, &[("_page", "/settings/tokens"), ("lifetime", "a while")]).await;
    page.is(422)
        .reads("Please fill this in.")
        .reads("Please tick at least one box.")
        .reads("Please choose one of the options.");
    for _ in 0..50 {
        ana.post(CREATE, &[("name", "Door"), ("read", "true")]).await.is(303);
    }
    let page = ana.post(CREATE, &[("_page", "/settings/tokens"), ("name", "Door"), ("read", "true")]).await;
    page.is(422).reads("You can have 50 of these.");
    assert_eq!(stored(&site).await.len(), 50);
}
