//! Photos that somebody reports.

use app::domain::picture::{Size, media_url};

use super::Scene;
use crate::support::{Site, a_person, a_photo, jpeg, on_photo, prepare, rows};

on_each_database! {
    async fn hosts_look_at_reports_and_decide(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let (photo, other) = (
            a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(40, 30)).await,
            a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(50, 30)).await,
        );
        let report = [("reason", "private"), ("note", "I did not want that.")];
        on_photo(&mut scene.cem, "report", party, photo, &report).await.is(403);
        on_photo(&mut scene.zoe, "report", party, photo, &[]).await.is(422);
        for photo in [photo, photo, other] {
            on_photo(&mut scene.zoe, "report", party, photo, &report).await.is(303);
        }
        scene.zoe.get(&format!("{}/{photo}/report", scene.album())).await.is(200).reads("Report this photo?");
        scene.ana.get(&scene.album()).await.is(200).reads("2 photos were reported.");
        let list = format!("/p/{party}/reports");
        let page = scene.ana.get(&list).await;
        page.is(200).reads("I did not want that.").reads("It tells something private · 1").reads_not("Zoe");
        scene.cem.get(&list).await.is(403);
        prepare(&scene.site).await;
        scene.ana.get("/notifications").await.is(200).reads("A photo in the album of Summer on the roof was reported");
        on_photo(&mut scene.ana, "dismiss", party, photo, &[("list", "party")]).await.is(303);
        let gone = on_photo(&mut scene.ana, "delete", party, other, &[("list", "party")]).await;
        assert_eq!(gone.is(303).location(), list);
        scene.ana.get(&list).await.is(200).reads_not("I did not want that.");
        assert_eq!(rows::photos(&scene.site, party).await.len(), 1);
    }

    async fn who_looks_after_the_site_takes_down_what_was_reported(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(40, 30)).await;
        let mut dora = a_person(&scene.site, "dora").await.browser;
        rows::make_admin(&scene.site, "dora").await;
        on_photo(&mut dora, "delete", party, photo, &[]).await.is(403);
        on_photo(&mut scene.zoe, "report", party, photo, &[("reason", "spam")]).await.is(303);
        on_photo(&mut scene.cem, "edit", party, photo, &[("caption", "Buy watches"), ("tags", "")]).await.is(303);
        dora.get("/admin/reports").await.is(200).reads("It is advertising · 1").reads("Cem");
        scene.cem.post("/api/people/block", &[("username", "dora")]).await.is(303);
        let page = dora.get("/admin/reports").await;
        page.is(200).reads("Somebody you cannot see").reads("Buy watches").reads_not("Cem").reads_not("the photo is hidden").says_not("/media/");
        on_photo(&mut dora, "delete", party, photo, &[("list", "site")]).await.is(303);
        assert!(rows::photos(&scene.site, party).await.is_empty());
    }

    async fn it_is_shown_to_them_until_they_have_decided(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(40, 30)).await;
        let file = media_url(rows::photo(&scene.site, photo).await.picture_id.into(), Size::Small);
        let mut dora = a_person(&scene.site, "dora").await.browser;
        let mut eve = a_person(&scene.site, "eve").await.browser;
        rows::make_admin(&scene.site, "dora").await;
        dora.get(&file).await.is(404);
        on_photo(&mut scene.zoe, "report", party, photo, &[("reason", "spam")]).await.is(303);
        dora.get("/admin/reports").await.is(200).says(&file);
        dora.get(&file).await.is(200);
        for stranger in [&mut eve, &mut scene.site.visitor()] {
            stranger.get(&file).await.is(404);
        }
        on_photo(&mut dora, "dismiss", party, photo, &[("list", "site")]).await.is(303);
        dora.get(&file).await.is(404);
        on_photo(&mut scene.zoe, "report", party, photo, &[("reason", "spam")]).await.is(303);
        dora.get(&file).await.is(200);
        scene.cem.post("/api/people/block", &[("username", "dora")]).await.is(303);
        dora.get(&file).await.is(404);
    }
}
