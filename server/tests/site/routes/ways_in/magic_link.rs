//! `/login/link`

use super::{link, mailing, maybe_link, send};
use crate::support::{Database, Page, Site, a_person, rows, value, verify};

const ASK: &str = "/api/links/ask_login";
const USE: &str = "/api/links/log_in";

async fn ask(site: &Site, email: &str, next: &str) -> Page {
    site.visitor().post(ASK, &[("_page", "/login/link"), ("email", email), ("next", next)]).await
}

on_each_database! {
    async fn a_link_logs_in_once_with_a_new_session(site: Site) {
        let site = mailing(site.database.kind).await;
        a_person(&site, "ana").await;
        verify(&site, "ana").await;
        ask(&site, "ana@example.org", "/parties?tab=past").await.is(303);
        let path = link(&site, "ana@example.org", "/login/link/").await;
        let mut ben = a_person(&site, "ben").await.browser;
        let before = ben.cookies["session"].clone();
        ben.get(&path).await.is(200).reads("Welcome back, Ana").reads("@ana");
        assert_eq!(rows::sessions(&site, "ana").await.len(), 1, "looking logs nobody in");
        let answer = send(&mut ben, &path, USE, &[]).await;
        assert_eq!(answer.is(303).location(), "/parties?tab=past");
        assert_ne!(ben.cookies["session"], before, "the session is another one");
        ben.get("/settings").await.is(200).reads("@ana");
        site.visitor().get(&path).await.is(410);
        let token = path.split(['/', '?']).nth(3).expect("a token");
        site.visitor().post(USE, &[("token", token)]).await.is(410);
    }

    async fn of_many_who_use_a_link_one_gets_in(site: Site) {
        let site = mailing(site.database.kind).await;
        a_person(&site, "ana").await;
        verify(&site, "ana").await;
        ask(&site, "ana@example.org", "").await.is(303);
        let path = link(&site, "ana@example.org", "/login/link/").await;
        let token = path.rsplit('/').next().expect("a token");
        let tries = (0..6).map(|_| {
            let mut visitor = site.visitor();
            async move { visitor.post(USE, &[("token", token)]).await.status }
        });
        let answers = futures::future::join_all(tries).await;
        assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
        assert_eq!(rows::sessions(&site, "ana").await.len(), 2);
    }
}

/// The second of two taps gets in with the first one; the same form later does not.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_the_same_for_a_minute() {
    let site = mailing(Database::Sqlite).await;
    a_person(&site, "ana").await;
    verify(&site, "ana").await;
    ask(&site, "ana@example.org", "").await.is(303);
    let path = link(&site, "ana@example.org", "/login/link/").await;
    let form = site.visitor().get(&path).await.form(USE);
    let token = value(&form, "token").expect("a token");
    for _ in 0..2 {
        site.visitor().post_with_key(USE, "one key", &[("token", token)]).await.is(303);
    }
    site.clock.advance(jiff::SignedDuration::from_secs(61));
    site.visitor().post_with_key(USE, "one key", &[("token", token)]).await.is(410);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_end_after_a_quarter_of_an_hour_and_go_to_verified_addresses_alone() {
    let site = mailing(Database::Sqlite).await;
    a_person(&site, "ana").await;
    ask(&site, "ana@example.org", "").await.is(303);
    assert_eq!(maybe_link(&site, "ana@example.org", "/login/link/").await, None);
    verify(&site, "ana").await;
    ask(&site, "ana@example.org", "https://evil.example").await.is(303);
    let path = link(&site, "ana@example.org", "/login/link/").await;
    assert!(!path.contains("evil"), "{path}");
    site.clock.advance(jiff::SignedDuration::from_mins(14));
    site.visitor().get(&path).await.is(200);
    site.clock.advance(jiff::SignedDuration::from_mins(2));
    site.visitor().get(&path).await.is(410);
}
