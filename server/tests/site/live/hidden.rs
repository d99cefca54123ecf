//! Who hears nothing.

use app::domain::InviteId;

use super::Scene;
use crate::support::{Site, a_guest, a_party, a_person, has_blocked, invite, rows};

#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_guests_of_other_parties() {
    let mut scene = Scene::with(Site::new().await, &[("visibility", "invited")]).await;
    let site = &scene.site;
    let other = a_party().by(&mut scene.host).await;
    let token = invite(site, &mut scene.host, other, "Cem").await.remove(0);
    let (cem, theo) = (a_guest(site, &token).await, a_person(site, "theo").await.browser);
    let path = format!("/events?party={}", scene.party);
    for browser in [&site.visitor(), &cem, &theo] {
        assert_eq!(browser.listen(&path).await.err(), Some(404));
    }
    assert_eq!(theo.listen("/events?party=nonsense").await.err(), Some(404));
    assert_eq!(site.visitor().listen("/events").await.err(), Some(401), "there is nothing to hear");
    assert!(theo.listen("/events").await.is_ok());
    assert!(scene.zoe.listen(&path).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_the_page_but_not_the_guests_hears_nothing_of_them() {
    for (audience, heard) in [("everyone", true), ("hosts", false)] {
        let mut scene = Scene::with(Site::new().await, &[("visibility", "link"), ("guest_list", audience)]).await;
        let mut stranger = scene.site.visitor().listen(&scene.stream()).await.expect("a stream");
        scene.answers("yes").await;
        if heard {
            stranger.hears("answers").await;
        } else {
            stranger.is_quiet().await;
        }
        scene.host_posts("/api/parties/cancel", &[]).await;
        stranger.hears("party,answers,board,album,notifications").await;
    }
}

/// What happens at the door, and what hosts note, is theirs alone.
#[tokio::test(flavor = "multi_thread")]
async fn guests_of_what_only_hosts_see() {
    let mut scene = Scene::on(Site::new().await).await;
    let guest = InviteId(rows::guest(&scene.site, scene.party, "Zoe").await.id).to_string();
    let mut host = scene.host.listen(&scene.stream()).await.expect("a stream");
    let mut zoe = scene.zoe.listen(&scene.stream()).await.expect("a stream");
    scene.host_posts("/api/invites/check_in", &[("invite", &guest), ("present", "1")]).await;
    host.hears("answers").await;
    scene.host_posts("/api/invites/note", &[("invite", &guest), ("note", "Vegan")]).await;
    host.hears("answers").await;
    zoe.is_quiet().await;
    scene.host_posts("/api/invites/rename", &[("invite", &guest), ("name", "Zoë")]).await;
    host.hears("answers").await;
    zoe.hears("answers").await;
}

on_each_database! {
    async fn of_people_whom_one_must_not_see(site: Site) {
        let mut scene = Scene::on(site).await;
        let (mut ben, mut cem) = (a_person(&scene.site, "ben").await, a_person(&scene.site, "cem").await);
        let token = invite(&scene.site, &mut scene.host, scene.party, "@ben\n@cem").await.remove(0);
        let link_of_ben = a_guest(&scene.site, &token).await;
        has_blocked(&scene.site, &cem.person, &ben.person).await;
        let path = scene.stream();
        let (mut ear_of_ben, mut ear_of_cem) = (ben.browser.listen(&path).await.expect("a stream"), cem.browser.listen(&path).await.expect("a stream"));
        let mut ear_of_link = link_of_ben.listen(&path).await.expect("a stream");
        let party = scene.party.to_string();
        let fields = [("party", party.as_str()), ("answer", "yes")];
        cem.browser.post("/api/rsvps/answer", &fields).await.is(303);
        ear_of_cem.hears("answers").await;
        ear_of_ben.is_quiet().await;
        ear_of_link.is_quiet().await;
        ben.browser.post("/api/rsvps/answer", &fields).await.is(303);
        ear_of_ben.hears("answers").await;
        ear_of_link.hears("answers").await;
        ear_of_cem.is_quiet().await;
    }
}
