//! When what the site stands on is gone: it says so, and works again when it is back.

mod full;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use app::backend::{db::Db, entities::login_failures};
use axum::{Router, middleware::from_fn_with_state, routing::get};
use futures::future::join_all;
use sea_orm::EntityTrait;
use server::{
    assets::Assets,
    config::{Config, Env},
    router::{catch_panic, router},
    security,
    state::AppState,
    storage::MemoryStorage,
};
use tokio::time::sleep;

use crate::support::{Browser, Database, PASSWORD, Shelf, Site, Trouble, Wire, a_party, a_person, rows, value};

const UNREACHABLE: &str =
    "The site cannot reach its storage right now. Nothing was changed. Please try again in a minute.";

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_closed() {
    let site = Site::new().await;
    let mut host = a_person(&site, "hanna").await.browser;
    let party = a_party().by(&mut host).await;
    let mut stranger = site.visitor();
    stranger.get("/readyz").await.is(200).says("database ok");
    for pool in [site.database.db.read(), site.database.db.write()] {
        pool.close_by_ref().await.expect("it closes");
    }
    stranger.get("/readyz").await.is(503).says("database unavailable").says("storage ok");
    stranger.get("/healthz").await.is(200);
    stranger.get("/readyz/self").await.is(200);
    stranger.get(&format!("/p/{party}")).await.is(503).reads(UNREACHABLE);
    // Who has a session is not taken for a stranger, nor logged out.
    let page = host.get("/parties").await;
    page.is(503).reads(UNREACHABLE);
    assert!(host.cookies.contains_key("session"), "{:?}", host.cookies);

    let fields = [
        ("_page", "/signup"),
        ("username", "ana"),
        ("email", "ana@example.org"),
        ("display_name", "Ana"),
        ("password", PASSWORD),
    ];
    let page = stranger.post("/api/accounts/sign_up", &fields).await;
    page.is(503).reads(UNREACHABLE);
    assert_eq!(value(&page.form("/api/accounts/sign_up"), "email"), Some("ana@example.org"));
    let page =
        stranger.post("/api/accounts/log_in", &[("_page", "/login"), ("login", "hanna"), ("password", PASSWORD)]).await;
    page.is(503).reads(UNREACHABLE);
}

/// Reading still works, writing does not: a session that is due for renewal does not cost the page.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_cannot_be_renewed() {
    let site = Site::new().await;
    let mut host = a_person(&site, "hanna").await.browser;
    site.wait_hours(1);
    site.database.db.write().close_by_ref().await.expect("it closes");
    host.get("/parties").await.is(503).reads(UNREACHABLE);
    assert!(host.cookies.contains_key("session"), "{:?}", host.cookies);
}

/// The same site over another connection, with one cookie jar.
fn over(site: &Site, db: Db, cookies: &BTreeMap<String, String>) -> Browser {
    let settings = [("SOIREE_BASE_URL", "http://soiree.test"), ("SOIREE_RATE", "1000000")];
    let config = Config::read(&Env::of(&settings)).expect("settings");
    let storage = Arc::new(MemoryStorage::default());
    let state = AppState::new(&config, db, site.clock.clone(), [7; 32], storage, None, Assets::none());
    let mut browser = Browser::new(router(state));
    browser.cookies.clone_from(cookies);
    browser
}

/// A server that goes away with requests under way, and comes back too late.
async fn a_server_that_comes_back(kind: Database) {
    let site = Site::on(kind).await;
    let mut host = a_person(&site, "hanna").await.browser;
    let party = a_party().by(&mut host).await;
    let wire = Wire::to(&site.database.url).await;
    let db = Db::open(&wire.url(&site.database.url), 3).await.expect("the database over the wire");
    let db = db.with_patience(Duration::ZERO);
    let mut stranger = over(&site, db.clone(), &BTreeMap::new());
    let mut host = over(&site, db, &host.cookies);
    let page = format!("/p/{party}");
    stranger.get(&page).await.is(200);
    host.get(&page).await.is(200);

    wire.cut();
    // First a connection that broke, then new ones that cannot be made.
    stranger.get(&page).await.is(503).reads(UNREACHABLE);
    for _ in 0..5 {
        host.get(&page).await.is(503).reads(UNREACHABLE);
        host.get("/readyz").await.is(503).says("database unavailable");
        let fields = [
            ("_page", "/parties/new"),
            ("title", "Never made"),
            ("time_zone", "UTC"),
            ("first_entry", "2099-07-10T20:00"),
        ];
        host.post("/api/parties/create", &fields).await.is(503).reads(UNREACHABLE);
    }
    wire.mend();
    host.get(&page).await.is(200).says("Summer on the roof");
    host.get("/readyz").await.is(200);
    assert_eq!(rows::parties(&site).await.len(), 1);
}

/// Whoever asks while a server restarts waits for it, and what they write is written once.
async fn a_server_that_restarts(kind: Database) {
    let site = Site::on(kind).await;
    let mut host = a_person(&site, "hanna").await.browser;
    let party = a_party().by(&mut host).await;
    let wire = Wire::to(&site.database.url).await;
    let db = Db::open(&wire.url(&site.database.url), 5).await.expect("the database over the wire");
    let mut host = over(&site, db, &host.cookies);
    let (page, id) = (format!("/p/{party}"), party.to_string());
    join_all((0..5).map(|_| watch(host.clone(), &page))).await;

    wire.cut();
    let mend = async {
        sleep(Duration::from_millis(700)).await;
        wire.mend();
    };
    let reading = join_all((0..10).map(|_| watch(host.clone(), &page)));
    let writing = join_all((0..10).map(|number| say(host.clone(), &id, number)));
    tokio::join!(mend, reading, writing);
    assert_eq!(rows::posts(&site, party).await.len(), 10);

    // Cut in the middle of writing: whether it was committed or not, it counts once.
    for round in 1..=5 {
        let cut = async {
            sleep(Duration::from_millis(3 * round)).await;
            wire.cut();
            sleep(Duration::from_millis(100)).await;
            wire.mend();
        };
        let writing = join_all((0..5).map(|number| say(host.clone(), &id, 10 * round + number)));
        tokio::join!(cut, writing);
    }
    let mut texts: Vec<_> = rows::posts(&site, party).await.into_iter().map(|post| post.text).collect();
    texts.sort();
    texts.dedup();
    assert_eq!((texts.len(), rows::posts(&site, party).await.len()), (35, 35));
    host.post("/api/accounts/log_in", &[("_page", "/login"), ("login", "hanna"), ("password", PASSWORD)]).await.is(303);
}

async fn watch(mut browser: Browser, page: &str) {
    browser.get(page).await.is(200);
}

async fn say(mut browser: Browser, party: &str, number: u64) {
    browser.post("/api/board/add", &[("party", party), ("text", &format!("This is {number}"))]).await.is(303);
}

mod postgres {
    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_comes_back() {
        super::a_server_that_comes_back(super::Database::Postgres).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_restarts() {
        super::a_server_that_restarts(super::Database::Postgres).await;
    }
}

mod mariadb {
    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_comes_back() {
        super::a_server_that_comes_back(super::Database::MariaDb).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_restarts() {
        super::a_server_that_restarts(super::Database::MariaDb).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_is_gone() {
    let shelf = Arc::new(Shelf::default());
    let site = Site::storing(Database::Sqlite, &[], shelf.clone()).await;
    shelf.fails_after(0, Trouble::Gone);
    site.visitor().get("/readyz").await.is(503).says("storage unavailable").says("database ok");
    site.visitor().get("/").await.is(200);
    shelf.works_again();
    site.visitor().get("/readyz").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_that_stops() {
    let site = Site::new().await;
    site.state.stop();
    site.visitor().get("/readyz").await.is(503).says("stopping");
    site.visitor().get("/readyz/self").await.is(503).says("stopping");
    // It finishes what it is asked until then.
    site.visitor().get("/").await.is(200);
    site.visitor().get("/healthz").await.is(200);
}

/// A wrong password is answered with an error; that it was tried is kept all the same.
#[tokio::test(flavor = "multi_thread")]
async fn failed_logins_are_counted() {
    let site = Site::new().await;
    a_person(&site, "hanna").await;
    let mut guesser = site.visitor();
    let fields = |password| [("_page", "/login"), ("login", "hanna"), ("password", password)];
    let wrong = "Username, e-mail or password do not match.";
    for tried in 1..=3 {
        guesser.post("/api/accounts/log_in", &fields("a wrong password")).await.is(422).reads(wrong);
        let counters = login_failures::Entity::find().all(site.database.db.read()).await.expect("a query");
        assert_eq!(counters.iter().map(|counter| counter.failures).collect::<Vec<_>>(), [tried; 3]);
    }
    // Unknown people count too, so that nobody learns who has an account.
    let unknown = [("_page", "/login"), ("login", "nobody"), ("password", "a wrong password")];
    guesser.post("/api/accounts/log_in", &unknown).await.is(422).reads(wrong);
    for _ in 0..2 {
        guesser.post("/api/accounts/log_in", &fields("a wrong password")).await.is(422);
    }
    let page = guesser.post("/api/accounts/log_in", &fields(PASSWORD)).await;
    assert!(page.is(429).header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    site.wait_hours(1);
    guesser.post("/api/accounts/log_in", &fields(PASSWORD)).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bug_in_one_request() {
    let site = Site::new().await;
    let state = || site.state.clone();
    let broken = Router::new()
        .route("/broken", get(async || -> () { panic!("on purpose") }))
        .layer(from_fn_with_state(state(), catch_panic))
        .layer(from_fn_with_state(state(), security::headers));
    let page = Browser::new(broken).get("/broken").await;
    page.is(500).reads("Something went wrong").reads_not("on purpose");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_carry_the_id_of_their_log_lines() {
    let site = Site::new().await;
    let page = site.visitor().get("/").await;
    assert_eq!(page.header("x-request-id").len(), 32);
}
