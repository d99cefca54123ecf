//! What time makes useless is taken away.

use app::backend::{
    db::Db,
    entities::{login_failures, requests, sessions},
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, Statement};
use server::housekeeping;

use crate::support::{Site, a_person, rows};

async fn sweep(site: &Site) {
    housekeeping::once(&site.state).await.expect("the sweep works");
}

/// Rows of sessions, first answers and counters of failed logins.
async fn counts(site: &Site) -> (u64, u64, u64) {
    let db = site.database.db.read();
    let sessions = sessions::Entity::find().count(db).await.expect("a query");
    let requests = requests::Entity::find().count(db).await.expect("a query");
    (sessions, requests, login_failures::Entity::find().count(db).await.expect("a query"))
}

on_each_database! {
    async fn expired_sessions_go(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        a_person(&site, "ben").await;
        site.wait_hours(13 * 24);
        ana.get("/settings").await.is(200);
        sweep(&site).await;
        assert_eq!(counts(&site).await.0, 2);
        site.wait_hours(2 * 24);
        sweep(&site).await;
        assert_eq!(rows::sessions(&site, "ben").await, []);
        assert_eq!(rows::sessions(&site, "ana").await.len(), 1);
        ana.get("/settings").await.is(200);
    }

    async fn old_answers_and_counters_go(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let wrong = [("_page", "/login"), ("login", "ana"), ("password", "a wrong password")];
        site.visitor().post("/api/accounts/log_in", &wrong).await.is(422);
        let make = [("_page", "/parties/new"), ("title", "Once"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
        let first = ana.post_with_key("/api/parties/create", "a key", &make).await;
        assert_eq!(counts(&site).await, (1, 3, 3), "the account, its session, and the party");

        site.wait_hours(23);
        sweep(&site).await;
        assert_eq!(counts(&site).await, (1, 3, 3));
        site.wait_hours(2);
        sweep(&site).await;
        assert_eq!(counts(&site).await, (1, 3, 0), "counters mean nothing after a day");
        let again = ana.post_with_key("/api/parties/create", "a key", &make).await;
        assert_eq!(again.is(303).location(), first.location(), "a repeat on the next day changes nothing");
        site.wait_hours(24);
        sweep(&site).await;
        assert_eq!(counts(&site).await, (1, 0, 0));
        assert_eq!(rows::parties(&site).await.len(), 1, "what was made stays");
    }

    /// Several instances sweep at the same time.
    async fn two_sweeps_at_once(site: Site) {
        for username in ["ana", "ben", "cem"] {
            a_person(&site, username).await;
        }
        site.wait_hours(15 * 24);
        let sweeps: Vec<_> = (0..4).map(|_| {
            let state = site.state.clone();
            tokio::spawn(async move { housekeeping::once(&state).await })
        }).collect();
        for sweep in sweeps {
            sweep.await.expect("no panic").expect("the sweep works");
        }
        assert_eq!(counts(&site).await, (0, 0, 0));
    }
}

/// Servers look at their tables by themselves.
#[tokio::test(flavor = "multi_thread")]
async fn sqlite_learns_what_its_tables_hold() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    for _ in 0..2 {
        housekeeping::statistics(&site.state).await.expect("it works");
    }
    let known = "SELECT COUNT(*) AS known FROM sqlite_stat1 WHERE tbl = 'users'";
    let row = site.database.db.write().query_one_raw(Statement::from_string(DbBackend::Sqlite, known)).await;
    let known: i64 = row.expect("a query").expect("a row").try_get("", "known").expect("a number");
    assert!(known > 0);
}

/// A connection that was open before plans by what the tables hold now, too.
#[tokio::test]
async fn every_connection_to_sqlite_learns_it() {
    let site = Site::new().await;
    let db = Db::open(&site.database.url, 1).await.expect("it opens");
    let fill = [
        "CREATE TABLE lots (same INTEGER, other INTEGER)",
        "CREATE INDEX idx_other ON lots (other)",
        "CREATE INDEX idx_same ON lots (same)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO lots SELECT 1, i FROM n",
    ];
    for sql in fill {
        db.write().execute_unprepared(sql).await.expect(sql);
    }
    let before = plan(&db, 4_000).await;
    db.look_at_tables().await.expect("it works");
    let after = plan(&db, 4_001).await;
    assert!(before.contains("idx_same") && after.contains("idx_other"), "{before}, then {after}");
}

/// How the one connection for reading finds a row. To explain does not look whether the schema is another one by now, and
/// explains the same words as it did before.
async fn plan(db: &Db, other: i32) -> String {
    let ask = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
    db.read().query_one_raw(ask("SELECT COUNT(*) FROM lots WHERE same = 2")).await.expect("a query");
    let explain = format!("EXPLAIN QUERY PLAN SELECT * FROM lots WHERE same = 1 AND other = {other}");
    let step = db.read().query_one_raw(ask(&explain)).await.expect("a plan").expect("a step");
    step.try_get("", "detail").expect("words")
}
