//! `/login`

use app::backend::entities::sessions;
use sea_orm::{EntityTrait, sea_query::Expr};

use crate::support::{Browser, PASSWORD, Page, Site, a_person, rows, value};

const ACTION: &str = "/api/accounts/log_in";

async fn log_in(browser: &mut Browser, login: &str, password: &str) -> Page {
    browser.post(ACTION, &[("_page", "/login"), ("login", login), ("password", password)]).await
}

fn session(browser: &Browser) -> &str {
    browser.cookies.get("session").expect("a session")
}

#[tokio::test(flavor = "multi_thread")]
async fn by_email_or_username_in_any_case() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    for login in ["ana", "@Ana", " ANA ", "ana@example.org", "Ana@Example.ORG"] {
        let mut visitor = site.visitor();
        let answer = log_in(&mut visitor, login, PASSWORD).await;
        assert_eq!(answer.is(303).location(), "/", "{login}");
        visitor.follow(&answer).await.is(200).reads("Hello, Ana");
        visitor.get("/login").await.is(200).reads("You are logged in");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn goes_on_to_where_somebody_wanted_to_go_on_this_site() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let asked = site.visitor().get("/parties?tab=past").await;
    asked.is(401).reads("Please log in");
    assert_eq!(value(&asked.form(ACTION), "next"), Some("/parties?tab=past"));
    let linked = site.visitor().get("/login?next=%2Fp%2F1%3Fa%3Db").await;
    assert_eq!(value(&linked.form(ACTION), "next"), Some("/p/1?a=b"));
    for (next, goes_to) in [
        ("/parties?tab=past", "/parties?tab=past"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
    ] {
        let fields = [("login", "ana"), ("password", PASSWORD), ("next", next)];
        let answer = site.visitor().post(ACTION, &fields).await;
        assert_eq!(answer.is(303).location(), goes_to, "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_and_wrong_look_the_same() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let wrong = log_in(&mut site.visitor(), "ana", "not the password").await;
    let unknown = log_in(&mut site.visitor(), "ano", "not the password").await;
    for page in [&wrong, &unknown] {
        page.is(422).reads("Username, e-mail or password do not match. Please try again.").says_not("not the password");
        assert!(page.cookies().is_empty(), "{:?}", page.cookies());
    }
    assert_eq!(wrong.words(), unknown.words());
    assert_eq!(wrong.bytes.len(), unknown.bytes.len());
    assert_eq!(value(&wrong.form(ACTION), "login"), Some("ana"));
    log_in(&mut site.visitor(), "", "").await.is(422);
    log_in(&mut site.visitor(), "ana", "").await.is(422);
    log_in(&mut site.visitor(), "", PASSWORD).await.is(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_gets_a_new_identifier() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut visitor = site.visitor();
    let planted = session(&ana).to_owned();
    log_in(&mut ana, "ana", PASSWORD).await.is(303);
    assert_ne!(session(&ana), planted);
    visitor.cookies.insert("session".to_owned(), planted.clone());
    visitor.get("/settings").await.is(401);
    log_in(&mut visitor, "ana", PASSWORD).await.is(303);
    assert_ne!(session(&visitor), planted);
    visitor.get("/settings").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_that_are_none_are_nobody() {
    let site = Site::new().await;
    let unused = tower_sessions::session::Id::default().to_string();
    for nonsense in ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", "'; DROP TABLE sessions;--", unused.as_str()] {
        let mut visitor = site.visitor();
        visitor.cookies.insert("session".to_owned(), nonsense.to_owned());
        visitor.get("/settings").await.is(401);
        visitor.cookies.insert("session".to_owned(), nonsense.to_owned());
        visitor.get("/").await.is(200).reads("Good evenings start");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_without_use_and_at_their_age() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    set(&site, sessions::Column::ExpiresAt, site.clock.now() + 2 * HOUR).await;
    site.wait_hours(1);
    ana.get("/settings").await.is(200);
    let renewed = rows::sessions(&site, "ana").await[0].expires_at - site.clock.now();
    assert!(renewed > 13 * 24 * HOUR, "use renews the session: {renewed}");
    site.wait_hours(15 * 24);
    ana.clone().get("/settings").await.is(401);
    set(&site, sessions::Column::ExpiresAt, site.clock.now() + 24 * HOUR).await;
    ana.clone().get("/settings").await.is(200);
    set(&site, sessions::Column::CreatedAt, site.clock.now() - 91 * 24 * HOUR).await;
    ana.get("/settings").await.is(401).reads("Please log in");
}

const HOUR: i64 = 3_600_000;

async fn set(site: &Site, column: sessions::Column, value: i64) {
    let update = sessions::Entity::update_many().col_expr(column, Expr::value(value));
    update.exec(site.database.db.write()).await.expect("an update");
}

/// The page says how long to wait: so many seconds, or less where the test was slow.
fn waits(page: &Page, seconds: u64) {
    let wait: u64 = page.is(429).header("retry-after").parse().expect("seconds");
    assert!((1..=seconds).contains(&wait), "{wait} of {seconds}");
    page.reads(&format!("Too many tries. Please wait {wait} seconds and try again."));
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_but_the_owner_gets_in() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let mut guesser = site.visitor_from("203.0.113.7");
    for guess in 0..5 {
        log_in(&mut guesser, "ana", &format!("guess number {guess}")).await.is(422);
    }
    for wait in [2, 4, 8, 16, 32] {
        waits(&log_in(&mut guesser, "ana", PASSWORD).await, wait);
        site.clock.advance(jiff::SignedDuration::from_secs(wait as i64));
        log_in(&mut guesser, "ana", &format!("after {wait} seconds")).await.is(422);
    }
    waits(&log_in(&mut guesser, "ana", PASSWORD).await, 64);
    waits(&log_in(&mut guesser, " ANA ", PASSWORD).await, 64);
    assert_eq!(rows::sessions(&site, "ana").await.len(), 1, "nobody got in");
    log_in(&mut guesser, "another", "guess number 0").await.is(422);
    log_in(&mut site.visitor_from("198.51.100.9"), "ana", PASSWORD).await.is(303);
    waits(&log_in(&mut guesser, "ana", PASSWORD).await, 64);
    site.clock.advance(jiff::SignedDuration::from_secs(64));
    log_in(&mut guesser, "ana", PASSWORD).await.is(303);
    for guess in 0..5 {
        log_in(&mut guesser, "ana", &format!("guess number {guess}")).await.is(422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_in_parallel_gains_nothing() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let guesses = (0..12).map(|guess| {
        let mut guesser = site.visitor_from("203.0.113.7");
        async move { log_in(&mut guesser, "ana", &format!("guess number {guess}")).await }
    });
    let answers = futures::future::join_all(guesses).await;
    let checked = answers.iter().filter(|page| page.status == 422).count();
    assert!(checked <= 5, "{checked} guesses were checked");
    assert!(answers.iter().all(|page| page.status == 422 || page.status == 429));
}
