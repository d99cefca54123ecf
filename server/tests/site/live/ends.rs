//! When a stream ends.

use std::time::Duration;

use server::live::MOST;

use super::{Scene, quick};
use crate::support::{PASSWORD, Site, rows};

const LONG: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn one_visitor_has_so_many_and_no_more() {
    let mut scene = Scene::on(Site::new().await).await;
    let mut ears = Vec::new();
    for _ in 0..50 {
        ears.push(scene.host.listen(&scene.stream()).await.expect("a stream"));
    }
    assert_eq!(scene.site.state.live.count(), MOST);
    let first = ears[0].next(Duration::from_secs(1)).await.expect("in time").expect("a last word");
    assert_eq!(first.event, "enough");
    ears[0].ends().await;
    // Those of others do not count.
    let mut zoe = scene.zoe.listen(&scene.stream()).await.expect("a stream");
    assert_eq!(scene.site.state.live.count(), MOST + 1);
    scene.answers("yes").await;
    for ear in &mut ears[50 - MOST..] {
        ear.hears("answers").await;
    }
    zoe.hears("answers").await;
    drop(ears);
    assert_eq!(scene.site.state.live.count(), 1, "who leaves makes room");
}

/// Friends who read along at the same table share an address.
#[tokio::test(flavor = "multi_thread")]
async fn strangers_of_one_network_do_not_silence_each_other() {
    let mut scene = Scene::on(Site::new().await).await;
    let mut ears = Vec::new();
    for _ in 0..2 * MOST {
        ears.push(scene.site.visitor().listen(&scene.stream()).await.expect("a stream"));
    }
    assert_eq!(scene.site.state.live.count(), 2 * MOST);
    scene.host_posts("/api/parties/cancel", &[]).await;
    for ear in &mut ears {
        ear.hears("party,answers,board,album,notifications").await;
    }
}

on_each_database! {
    async fn with_the_session(site: Site) {
        let mut scene = Scene::on(quick(site, LONG, Duration::from_millis(200))).await;
        let mut ear = scene.host.listen(&scene.stream()).await.expect("a stream");
        let mut phone = scene.site.visitor();
        phone.post("/api/accounts/log_in", &[("login", "hanna"), ("password", PASSWORD)]).await.is(303);
        let mut there = phone.listen(&scene.stream()).await.expect("a stream");
        ear.is_quiet().await;
        phone.post("/api/sessions/end_others", &[]).await.is(303);
        ear.ends().await;
        assert_eq!(scene.host.listen("/events").await.err(), Some(401));
        there.is_quiet().await;
        scene.answers("yes").await;
        there.hears("answers").await;
    }

    async fn with_the_invitation(site: Site) {
        let mut scene = Scene::with(site, &[("visibility", "invited")]).await;
        let guest = app::domain::InviteId(rows::guest(&scene.site, scene.party, "Zoe").await.id).to_string();
        let mut zoe = scene.zoe.listen(&scene.stream()).await.expect("a stream");
        scene.host_posts("/api/invites/revoke", &[("invite", &guest)]).await;
        zoe.ends().await;
        assert_eq!(scene.zoe.listen(&scene.stream()).await.err(), Some(404));
    }

    async fn with_the_party(site: Site) {
        let mut scene = Scene::on(site).await;
        let mut zoe = scene.zoe.listen(&scene.stream()).await.expect("a stream");
        scene.host_posts("/api/parties/delete", &[("title", "Summer on the roof")]).await;
        zoe.ends().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_process() {
    let scene = Scene::on(Site::new().await).await;
    let mut ear = scene.host.listen(&scene.stream()).await.expect("a stream");
    scene.site.state.stop();
    ear.ends().await;
    assert_eq!(scene.host.listen(&scene.stream()).await.err(), Some(503));
}
