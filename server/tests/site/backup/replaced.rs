//! Of a site that is replaced nothing stays behind in the storage.

use std::sync::Arc;

use app::{
    backend::{db::Db, entities::users},
    domain::PictureId,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{
    backup::{self, How},
    jobs::drain,
};

use super::{Saved, rewritten::rewritten};
use crate::support::{Shelf, Site, a_party, a_person, a_photo, jpeg, rows};

on_each_database! {
    async fn pictures_that_the_backup_does_not_have_go(site: Site) {
        let shelf = Arc::new(Shelf::default());
        let site = Site::storing(site.database.kind, &[], shelf.clone()).await;
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let photo = a_photo(&site, &mut ana, party, &jpeg(80, 60)).await;
        let kept = rows::photo(&site, photo).await.picture_id;
        let saved = Saved::of(&site).await;
        let before = shelf.keys();

        let later = a_photo(&site, &mut ana, party, &jpeg(90, 60)).await;
        let gone = PictureId::from(rows::photo(&site, later).await.picture_id).0.simple().to_string();
        let fields = [("_page", "/settings"), ("display_name", "Ana")];
        ana.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(40, 40)).await.is(303);
        assert!(shelf.keys().iter().any(|key| key.contains(&gone)));

        let how = How { force: true, other_secret: false };
        let restored = saved.restore(&site.database, &site.state.storage, how).await.expect("it is restored");
        assert_eq!(restored.discarded, 2);
        // As the next process does.
        let db = Db::open(&site.database.url, 5).await.expect("it opens");
        drain(&site.instance_on(db)).await.expect("jobs");
        assert_eq!(shelf.keys(), before);
        assert_eq!(rows::pictures(&site).await.iter().map(|row| row.id).collect::<Vec<_>>(), [kept]);
    }

    /// The first try dies after it has emptied the database.
    async fn also_when_the_restore_is_begun_again(site: Site) {
        let shelf = Arc::new(Shelf::default());
        let site = Site::storing(site.database.kind, &[], shelf.clone()).await;
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        a_photo(&site, &mut ana, party, &jpeg(80, 60)).await;
        let saved = Saved::of(&site).await;
        let before = shelf.keys();
        a_photo(&site, &mut ana, party, &jpeg(90, 60)).await;

        let whole = std::fs::read(&saved.file).expect("the file");
        let unreadable = rewritten(&whole, |name, _, content| {
            if name.starts_with("database/users/") {
                content[0] = b'x';
            }
        });
        std::fs::write(&saved.file, unreadable).expect("a file");
        let how = How { force: true, other_secret: false };
        let died = saved.restore(&site.database, &site.state.storage, how).await.expect_err("it cannot be read");
        assert!(format!("{died:#}").contains("cannot be read"), "{died:#}");
        let db = Db::open(&site.database.url, 5).await.expect("it opens");
        assert_eq!(users::Entity::find().count(db.read()).await, Ok(0));

        std::fs::write(&saved.file, whole).expect("a file");
        let restored = backup::restore(&saved.config, &db, &site.state.storage, &saved.file, how).await;
        assert_eq!(restored.expect("it is restored").discarded, 1);
        drain(&site.instance_on(db)).await.expect("jobs");
        assert_eq!(shelf.keys(), before);
    }
}
