//! Who adds photos.

use super::Scene;
use crate::support::{Site, add_photos, album_rules, jpeg, rows, send_photos};

on_each_database! {
    async fn hosts_decide_who_adds_photos(site: Site) {
        let mut scene = Scene::over(site).await;
        let (party, album) = (scene.party, scene.album());
        album_rules(&mut scene.zoe, party, &[("uploads", "hosts")]).await.is(401);
        album_rules(&mut scene.cem, party, &[("uploads", "hosts")]).await.is(403);
        album_rules(&mut scene.ana, party, &[("uploads", "nobody")]).await.is(422);
        album_rules(&mut scene.ana, party, &[("uploads", "hosts")]).await.is(303);
        send_photos(&mut scene.cem, party, &[], &[&jpeg(40, 30)]).await.is(403);
        scene.cem.get(&album).await.is(200).reads("Only the hosts add photos here.");
        add_photos(&mut scene.ana, party, &[&jpeg(40, 30)]).await;
        album_rules(&mut scene.ana, party, &[("uploads", "confirmed")]).await.is(303);
        send_photos(&mut scene.cem, party, &[], &[&jpeg(40, 30)]).await.is(403);
        scene.cem.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", "yes")]).await.is(303);
        add_photos(&mut scene.cem, party, &[&jpeg(40, 30)]).await;
        assert_eq!(rows::photos(&scene.site, party).await.len(), 2);
    }

    async fn the_form_tells_the_rules(site: Site) {
        let mut scene = Scene::over(site).await;
        let (party, album) = (scene.party, scene.album());
        let fields = [("uploads", "confirmed"), ("shown", "reveal"), ("reveal_at", "2099-07-11T12:00"), ("approval", "true"), ("closed", "true")];
        album_rules(&mut scene.ana, party, &fields).await.is(303);
        let row = rows::party(&scene.site, party).await;
        assert_eq!((row.album_uploads.as_str(), row.album_shown.as_str()), ("confirmed", "reveal"));
        assert!(row.album_approval && row.album_closed && row.album_reveal_at.is_some());
        let page = scene.ana.get(&album).await;
        page.is(200).says("value=\"2099-07-11T12:00\"").reads("You closed the album");
        scene.cem.get(&album).await.is(200).says_not("album/rules");
    }
}
