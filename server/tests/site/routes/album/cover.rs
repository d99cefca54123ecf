//! A photo as the cover of its party: as long as everybody may see it, and never for those who must not see its uploader.

use app::domain::{PhotoId, PictureId};

use super::Scene;
use crate::support::{Site, a_photo, jpeg, on_photo, prepare, rows};

/// Cem's photo, which Ana makes the cover.
async fn chosen(scene: &mut Scene) -> (PhotoId, String) {
    let photo = a_photo(&scene.site, &mut scene.cem.clone(), scene.party, &jpeg(40, 30)).await;
    on_photo(&mut scene.cem, "edit", scene.party, photo, &[("caption", "Lanterns"), ("tags", "")]).await.is(303);
    on_photo(&mut scene.ana, "cover", scene.party, photo, &[]).await.is(303);
    let picture = PictureId(rows::photo(&scene.site, photo).await.picture_id);
    (photo, format!("/media/{picture}/"))
}

async fn cover(scene: &Scene) -> (bool, String) {
    let party = rows::party(&scene.site, scene.party).await;
    (party.cover_id.is_some(), party.cover_alt)
}

on_each_database! {
    async fn a_hidden_photo_is_no_cover(site: Site) {
        let mut scene = Scene::over(site).await;
        let (party, path) = (scene.party, format!("/p/{}", scene.party));
        let (photo, media) = chosen(&mut scene).await;
        let (file, mut visitor) = (format!("{media}small.jpg"), scene.site.visitor());
        visitor.get(&path).await.is(200).says(&media).says("Lanterns");
        visitor.get(&file).await.is(200);
        on_photo(&mut scene.ana, "hide", party, photo, &[("on", "1")]).await.is(303);
        visitor.get(&path).await.is(200).says_not(&media).says_not("Lanterns");
        visitor.get(&file).await.is(404);
        assert_eq!(cover(&scene).await, (false, String::new()));
        scene.cem.get(&file).await.is(200);
        prepare(&scene.site).await;
        on_photo(&mut scene.ana, "cover", party, photo, &[]).await.is(403);
        on_photo(&mut scene.ana, "hide", party, photo, &[]).await.is(303);
        assert_eq!(cover(&scene).await, (false, String::new()), "it is not chosen again by itself");
        scene.zoe.get(&file).await.is(200);
    }

    async fn nothing_stays_of_a_cover_whose_photo_is_removed(site: Site) {
        let mut scene = Scene::over(site).await;
        let (photo, _) = chosen(&mut scene).await;
        assert_eq!(cover(&scene).await, (true, "Lanterns".to_owned()));
        on_photo(&mut scene.cem, "delete", scene.party, photo, &[]).await.is(303);
        assert_eq!(cover(&scene).await, (false, String::new()));
    }

    async fn it_is_none_for_those_who_must_not_see_its_uploader(site: Site) {
        let mut scene = Scene::over(site).await;
        let path = format!("/p/{}", scene.party);
        let (_, media) = chosen(&mut scene).await;
        let file = format!("{media}small.jpg");
        scene.ana.get("/parties?tab=hosting").await.is(200).says(&media);
        scene.ana.post("/api/people/block", &[("username", "cem")]).await.is(303);
        for page in [path.as_str(), "/parties?tab=hosting"] {
            scene.ana.get(page).await.is(200).says_not(&media).says_not("Lanterns");
        }
        scene.ana.get(&file).await.is(404);
        for browser in [&mut scene.cem, &mut scene.zoe, &mut scene.site.visitor()] {
            browser.get(&path).await.is(200).says(&media);
            browser.get(&file).await.is(200);
        }
        // The one who does not see it does not take it away from the others.
        let id = scene.party.to_string();
        let form = [("party", id.as_str()), ("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
        scene.ana.get(&format!("{path}/edit")).await.is(200).says_not("Lanterns");
        scene.ana.post("/api/parties/update", &form).await.is(303);
        assert_eq!(cover(&scene).await, (true, "Lanterns".to_owned()));
        let repeat = [("party", id.as_str()), ("every", "week"), ("count", "2"), ("until", "")];
        scene.ana.post("/api/series/repeat", &repeat).await.is(303);
        scene.ana.post("/api/series/extend", &[("party", &id), ("count", "1"), ("until", "")]).await.is(303);
        let dates = rows::parties(&scene.site).await.into_iter().filter(|party| party.title == "Supper");
        let covers: Vec<_> = dates.map(|party| party.cover_id).collect();
        assert!(covers.len() == 3 && covers.iter().all(|cover| cover.is_some() && *cover == covers[0]), "{covers:?}");
    }
}
