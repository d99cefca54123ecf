//! An account that is deleted, and the time to think it over.

use app::backend::jobs;
use server::jobs::drain;

use crate::support::{Browser, Database, PASSWORD, Page, Site, a_party, a_person, calendar_of, invite, rows};

const DAY: i64 = 24;

async fn with_grace(kind: Database) -> Site {
    Site::with(kind, &[("SOIREE_DELETION_DAYS", "14")]).await
}

async fn delete(browser: &mut Browser) -> Page {
    browser.post("/api/accounts/delete", &[("_page", "/settings/delete"), ("password", PASSWORD)]).await
}

async fn log_in(site: &Site) -> Browser {
    let mut visitor = site.visitor();
    visitor.post("/api/accounts/log_in", &[("login", "ana"), ("password", PASSWORD)]).await.is(303);
    visitor
}

on_each_database! {
    async fn it_goes_when_the_time_is_past(site: Site) {
        let site = with_grace(site.database.kind).await;
        let (mut ana, mut ben) = (a_person(&site, "ana").await.browser, a_person(&site, "ben").await.browser);
        let mine = a_party().with("title", "Only mine").by(&mut ana).await;
        let theirs = a_party().with("capacity", "1").by(&mut ben).await;
        invite(&site, &mut ben, theirs, "@ana").await;
        ana.post("/api/rsvps/answer", &[("party", &theirs.to_string()), ("answer", "yes")]).await.is(303);
        ana.get("/settings/delete").await.is(200).reads("For 14 days you can log in and keep your account after all.");
        let phone = log_in(&site).await;
        let calendar = calendar_of(&mut ana).await;
        let answer = delete(&mut ana).await;
        assert_eq!(answer.is(303).location(), "/");
        ana.follow(&answer).await.is(200).reads("Your account goes away in a while.");
        for browser in [&ana, &phone] {
            browser.clone().get("/settings").await.is(401);
        }
        site.visitor().get(&calendar).await.is(404);
        drain(&site.state).await.expect("jobs");
        site.wait_hours(14 * DAY - 1);
        drain(&site.state).await.expect("jobs");
        assert!(rows::maybe_party(&site, mine).await.is_some());
        assert_eq!(rows::guest(&site, theirs, "Ana").await.answer, "yes");
        site.wait_hours(2);
        drain(&site.state).await.expect("jobs");
        assert!(rows::maybe_user(&site, "ana").await.is_none() && rows::maybe_party(&site, mine).await.is_none());
        assert!(rows::guests(&site, theirs).await.is_empty());
        assert!(jobs::dead(&site.state.services, 10).await.expect("a query").is_empty());
    }

    async fn whoever_comes_back_keeps_it(site: Site) {
        let site = with_grace(site.database.kind).await;
        let mut ana = a_person(&site, "ana").await.browser;
        delete(&mut ana).await.is(303);
        site.wait_hours(13 * DAY);
        let mut ana = log_in(&site).await;
        ana.get("/parties").await.is(200).reads("Your account is deleted on").reads("Keep my account");
        let answer = ana.post("/api/accounts/stay", &[]).await;
        ana.follow(&answer).await.is(200).reads("Your account stays.").reads_not("Your account is deleted on");
        site.wait_hours(2 * DAY);
        drain(&site.state).await.expect("jobs");
        assert!(rows::maybe_user(&site, "ana").await.is_some());
    }

    /// The end of the first decision does not carry out the second.
    async fn who_leaves_again_has_the_whole_time_again(site: Site) {
        let site = with_grace(site.database.kind).await;
        let mut ana = a_person(&site, "ana").await.browser;
        delete(&mut ana).await.is(303);
        site.wait_hours(10 * DAY);
        let mut ana = log_in(&site).await;
        ana.post("/api/accounts/stay", &[]).await.is(303);
        delete(&mut ana).await.is(303);
        site.wait_hours(5 * DAY);
        drain(&site.state).await.expect("jobs");
        assert!(rows::maybe_user(&site, "ana").await.is_some());
        site.wait_hours(10 * DAY);
        drain(&site.state).await.expect("jobs");
        assert!(rows::maybe_user(&site, "ana").await.is_none());
    }
}

/// Logging in alone is not a decision.
#[tokio::test(flavor = "multi_thread")]
async fn who_only_looks_leaves_nevertheless() {
    let site = with_grace(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    delete(&mut ana).await.is(303);
    let mut ana = log_in(&site).await;
    ana.get("/").await.is(200).reads("Your account is deleted on");
    site.wait_hours(15 * DAY);
    drain(&site.state).await.expect("jobs");
    assert!(rows::maybe_user(&site, "ana").await.is_none());
    ana.get("/settings").await.is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_is_told() {
    let site = with_grace(Database::Sqlite).await;
    let (mut ana, mut ben) = (a_person(&site, "ana").await.browser, a_person(&site, "ben").await.browser);
    delete(&mut ana).await.is(303);
    ben.get("/u/ana").await.is(200).reads_not("deleted");
    let profile = ben.call("/api/people/profile", &[("username", "ana")]).await;
    profile.is(200).says("\"leaves_at\":null");
}
