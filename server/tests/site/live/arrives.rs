//! What one browser does, another one hears at once, also on another instance and after the database was away.

use std::time::Duration;

use app::backend::db::Db;
use server::router::router;

use super::{Scene, quick};
use crate::support::{Browser, Database, Site, Wire, on_post, post};

const LONG: Duration = Duration::from_secs(60);

on_each_database! {
    async fn an_answer_is_heard_at_once(site: Site) {
        let mut scene = Scene::on(site).await;
        let (mut host, mut zoe) = (scene.host.listen(&scene.stream()).await.expect("a stream"), scene.zoe.listen(&scene.stream()).await.expect("a stream"));
        for answer in ["yes", "maybe"] {
            scene.answers(answer).await;
            let (first, second) = (host.hears("answers").await, zoe.hears("answers").await);
            assert!(first.id.is_some() && first.id == second.id);
        }
        host.is_quiet().await;
    }

    /// PostgreSQL tells the other instance, MariaDB is asked twice a second; SQLite is for one instance, and asked seldom.
    async fn another_instance_hears_it_too(site: Site) {
        let mut scene = Scene::on(site).await;
        let twin = scene.site.on_twin(&scene.host);
        let mut there = twin.listen(&scene.stream()).await.expect("a stream");
        let seldom = scene.site.database.kind == Database::Sqlite;
        let within = Duration::from_millis(if seldom { 6_000 } else { 1_000 });
        for answer in ["yes", "no"] {
            scene.answers(answer).await;
            there.hears_within(within, "answers").await;
        }
    }

    async fn a_change_of_the_party_may_be_a_change_of_everything(site: Site) {
        let mut scene = Scene::on(site).await;
        let mut zoe = scene.zoe.listen(&scene.stream()).await.expect("a stream");
        scene.host_posts("/api/parties/cancel", &[]).await;
        zoe.hears("party,answers,board,album,notifications").await;
        scene.host_posts("/api/parties/revive", &[]).await;
        zoe.hears("party,answers,board,album,notifications").await;
    }

    /// The board of a host says how many posts were reported.
    async fn a_report_and_its_end_are_heard_at_once(site: Site) {
        let mut scene = Scene::on(site).await;
        let words = post(&mut scene.host, scene.party, "Bring shoes").await;
        let mut host = scene.host.listen(&scene.stream()).await.expect("a stream");
        on_post(&mut scene.zoe, "report", scene.party, words, &[("reason", "other"), ("note", "Which ones?")]).await.is(303);
        host.hears("board").await;
        on_post(&mut scene.host, "dismiss", scene.party, words, &[]).await.is(303);
        host.hears("board").await;
    }

    async fn notifications_are_heard_without_a_party(site: Site) {
        let mut scene = Scene::on(site).await;
        let mut host = scene.host.listen("/events").await.expect("a stream");
        scene.answers("yes").await;
        host.is_quiet().await;
        assert_eq!(server::jobs::drain(&scene.site.state).await, Ok(1));
        host.hears("notifications").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_a_stream_that_nobody_keeps() {
    let scene = Scene::on(quick(Site::new().await, Duration::from_millis(50), LONG)).await;
    let mut host = scene.host.listen(&scene.stream()).await.expect("a stream");
    let header = |name: &str| host.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header("content-type"), "text/event-stream");
    assert_eq!((header("cache-control"), header("x-accel-buffering")), ("no-cache", "no"));
    assert_eq!((header("content-encoding"), header("content-length")), ("", ""));
    host.is_quiet().await;
    assert!(host.heartbeats >= 3, "{} heartbeats", host.heartbeats);
}

/// The connection breaks, something happens meanwhile, and the connection comes back.
async fn a_database_that_comes_back(kind: Database) {
    let mut scene = Scene::on(Site::on(kind).await).await;
    let wire = Wire::to(&scene.site.database.url).await;
    let db = Db::open(&wire.url(&scene.site.database.url), 3).await.expect("the database over the wire");
    let mut there = Browser::new(router(scene.site.instance_on(db)));
    there.cookies.clone_from(&scene.host.cookies);
    let mut ear = there.listen(&scene.stream()).await.expect("a stream");
    scene.answers("yes").await;
    ear.hears("answers").await;

    wire.cut();
    scene.answers("no").await;
    ear.is_quiet().await;
    wire.mend();
    ear.hears_within(Duration::from_secs(20), "answers").await;
}

mod lost_connections {
    use super::{Database, a_database_that_comes_back};

    mod postgres {
        #[tokio::test(flavor = "multi_thread")]
        async fn come_back() {
            super::a_database_that_comes_back(super::Database::Postgres).await;
        }
    }

    mod mariadb {
        #[tokio::test(flavor = "multi_thread")]
        async fn come_back() {
            super::a_database_that_comes_back(super::Database::MariaDb).await;
        }
    }
}
