//! What happened while a page was away.

use app::backend::entities::events;
use jiff::SignedDuration;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::Scene;
use crate::support::Site;

const EVERYTHING: &str = "party,answers,board,album,notifications";

async fn count(site: &Site) -> u64 {
    events::Entity::find().count(site.database.db.read()).await.expect("a query")
}

on_each_database! {
    async fn who_comes_back_hears_that_something_was_missed(site: Site) {
        let mut scene = Scene::on(site).await;
        scene.site.clock.advance(SignedDuration::from_mins(1));
        let path = scene.stream();
        let mut ear = scene.host.listen(&path).await.expect("a stream");
        scene.answers("yes").await;
        let heard = ear.hears("answers").await.id;
        drop(ear);

        scene.host.listen_after(&path, heard).await.expect("a stream").is_quiet().await;
        scene.answers("no").await;
        let again = scene.host.listen_after(&path, heard).await.expect("a stream").hears(EVERYTHING).await;
        assert!(again.id > heard);
        let heard = format!("{path}&after={}", heard.expect("an identifier"));
        scene.host.listen(&heard).await.expect("a stream").hears(EVERYTHING).await;
    }

    async fn what_nobody_remembers_may_be_missed(site: Site) {
        let scene = Scene::on(site).await;
        let path = scene.stream();
        scene.host.listen_after(&path, Some(1 << 40)).await.expect("a stream").hears(EVERYTHING).await;
        let long_ago = scene.site.clock.now() - 2 * 3_600_000;
        scene.host.listen(&format!("{path}&since={long_ago}")).await.expect("a stream").hears(EVERYTHING).await;
    }

    /// Between the page and its stream there is a moment.
    async fn a_page_is_as_old_as_it_says(site: Site) {
        let mut scene = Scene::on(site).await;
        scene.site.clock.advance(SignedDuration::from_mins(1));
        let path = format!("{}&since={}", scene.stream(), scene.site.clock.now());
        scene.host.listen(&path).await.expect("a stream").is_quiet().await;
        scene.answers("yes").await;
        scene.host.listen(&path).await.expect("a stream").hears(EVERYTHING).await;
    }

    async fn events_are_forgotten_after_an_hour(site: Site) {
        let mut scene = Scene::on(site).await;
        scene.answers("yes").await;
        assert!(count(&scene.site).await > 0);
        scene.site.wait_hours(2);
        server::housekeeping::once(&scene.site.state).await.expect("the sweep works");
        assert_eq!(count(&scene.site).await, 0);
    }
}
