//! Photos that an older version has prepared, before there was an index.

use app::{
    backend::entities::{photo_terms, photos},
    domain::album::Status,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::housekeeping;

use super::Scene;
use crate::support::{Site, a_person, find_everywhere, found, many_photos};

/// How many terms there are.
async fn terms(site: &Site) -> u64 {
    photo_terms::Entity::find().count(site.database.db.read()).await.expect("a query")
}

async fn look(site: &Site) {
    housekeeping::index(&site.state).await.expect("it works");
}

on_each_database! {
    async fn they_are_found_after_a_while(site: Site) {
        let mut scene = Scene::on(site).await;
        let person = a_person(&scene.site, "dora").await.person;
        let older = many_photos(&scene.site, scene.party, &person, 10).await;
        let waiting = photos::ActiveModel {
            id: Set(older[0].0),
            status: Set(Status::Working.code().to_owned()),
            ..Default::default()
        };
        photos::Entity::update(waiting).exec(scene.site.database.db.write()).await.expect("a photo that waits");
        let newer = scene.photo("On the roof", "").await;
        assert_eq!(found(&find_everywhere(&mut scene.ana, &[("q", "roof")]).await), [newer]);
        let before = terms(&scene.site).await;

        look(&scene.site).await;
        let listed = found(&find_everywhere(&mut scene.ana, &[("q", "roof")]).await);
        assert!(listed.len() == 10 && !listed.contains(&older[0]), "{listed:?}");
        let of_newer = photo_terms::Entity::find().filter(photo_terms::Column::PhotoId.eq(newer.0));
        let of_newer = of_newer.count(scene.site.database.db.read()).await.expect("a query");
        assert_eq!(of_newer, before, "what is in the index stays as it is");

        // Once a day, for an older version may go on beside this one.
        let all = terms(&scene.site).await;
        let later = many_photos(&scene.site, scene.party, &person, 1).await;
        look(&scene.site).await;
        assert_eq!(terms(&scene.site).await, all);
        scene.site.wait_hours(25);
        look(&scene.site).await;
        let listed = found(&find_everywhere(&mut scene.ana, &[("q", "roof")]).await);
        assert!(listed.len() == 11 && listed.contains(&later[0]), "{listed:?}");
    }

    /// Several instances start at the same time.
    async fn nobody_does_it_twice(site: Site) {
        let scene = Scene::on(site).await;
        let person = a_person(&scene.site, "dora").await.person;
        many_photos(&scene.site, scene.party, &person, 250).await;
        let looks: Vec<_> = (0..3).map(|_| {
            let state = scene.site.instance();
            tokio::spawn(async move { housekeeping::index(&state).await })
        }).collect();
        for look in looks {
            look.await.expect("no panic").expect("it works");
        }
        let all = terms(&scene.site).await;
        app::backend::search::reindex(&scene.site.database.db).await.expect("an index");
        assert_eq!(terms(&scene.site).await, all);
    }
}
