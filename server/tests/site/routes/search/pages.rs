//! What was found, page by page.

use app::backend::search;

use super::Scene;
use crate::support::{Site, a_person, find, find_everywhere, found, many_photos};

on_each_database! {
    async fn every_photo_stands_on_one_page(site: Site) {
        let mut scene = Scene::on(site).await;
        let person = a_person(&scene.site, "dora").await.person;
        let photos = many_photos(&scene.site, scene.party, &person, 100).await;
        search::reindex(&scene.site.database.db).await.expect("an index");
        for everywhere in [true, false] {
            let (mut listed, mut after) = (Vec::new(), String::new());
            for page in 0..3 {
                let fields = [("q", if everywhere { "summer roof" } else { "" }), ("after", after.as_str())];
                let fields: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
                let answer = match everywhere {
                    true => find_everywhere(&mut scene.ana, &fields).await,
                    false => find(&mut scene.ana, scene.party, &fields).await,
                };
                assert_eq!(answer.tally.map(|tally| (tally.count, tally.more)), (page == 0).then_some((100, false)));
                listed.extend(found(&answer));
                after = answer.next.unwrap_or_default();
            }
            assert_eq!((after.as_str(), listed.len()), ("", 100));
            assert!(listed.iter().eq(photos.iter().rev()), "the newest first");

        }
    }

    async fn more_than_anybody_counts(site: Site) {
        let mut scene = Scene::on(site).await;
        let person = a_person(&scene.site, "dora").await.person;
        many_photos(&scene.site, scene.party, &person, 700).await;
        search::reindex(&scene.site.database.db).await.expect("an index");
        let page = find_everywhere(&mut scene.ana, &[("q", "roof")]).await;
        let tally = page.tally.expect("a count");
        assert_eq!((tally.count, tally.more, page.photos.len()), (200, true, 40));
        let next = find_everywhere(&mut scene.ana, &[("q", "roof"), ("after", &page.next.expect("more"))]).await;
        assert!(found(&next).iter().all(|photo| !page.photos.iter().any(|found| found.card.id == *photo)));
        scene.ana.get("/search?after=nonsense").await.is(400);
    }
}
