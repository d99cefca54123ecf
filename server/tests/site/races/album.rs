//! Tags that meet what the people whom they name decide.

use std::time::Duration;

use app::{
    backend::entities::{invites, users},
    domain::{PartyId, PhotoId, album::Candidate},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use crate::support::{
    Browser, Page, Site, a_guest, a_party, a_person, a_photo, invite, jpeg, on_photo, read_photo, rows,
};

/// A party of Hanna's with the guests Cem, who has an account, and Zoe, who has a personal link, and a photo.
struct Scene {
    site: Site,
    hanna: Browser,
    zoe: Browser,
    party: PartyId,
    photo: PhotoId,
}

impl Scene {
    async fn on(site: Site) -> Self {
        let mut hanna = a_person(&site, "hanna").await.browser;
        a_person(&site, "cem").await;
        let party = a_party().by(&mut hanna).await;
        let token = invite(&site, &mut hanna, party, "Zoe\n@cem").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        let photo = a_photo(&site, &mut hanna, party, &jpeg(40, 30)).await;
        Self { site, hanna, zoe, party, photo }
    }

    async fn candidate(&mut self, name: &str) -> Candidate {
        let page = read_photo(&mut self.hanna, self.party, self.photo).await;
        page.photo.candidates.into_iter().find(|candidate| candidate.name == name).expect("a candidate")
    }

    /// Hanna tags somebody.
    fn tag(&self, person: String) -> impl Future<Output = Page> + Send + use<> {
        let (mut hanna, party, photo) = (self.hanna.clone(), self.party, self.photo);
        async move { on_photo(&mut hanna, "tag", party, photo, &[("person", &person)]).await }
    }

    async fn is_on_it(&mut self) -> bool {
        !read_photo(&mut self.hanna, self.party, self.photo).await.photo.people.is_empty()
    }

    /// Somebody forbids to be tagged, and is not done yet.
    async fn is_forbidding(&self, txn: &DatabaseTransaction, name: &str) {
        let done = match name {
            "Cem" => {
                let forbidden = users::Entity::update_many().col_expr(users::Column::Untaggable, Expr::value(true));
                forbidden.filter(users::Column::Username.eq("cem")).exec(txn).await
            }
            _ => {
                let guest = rows::guest(&self.site, self.party, name).await.id;
                let forbidden = invites::Entity::update_many().col_expr(invites::Column::Untaggable, Expr::value(true));
                forbidden.filter(invites::Column::Id.eq(guest)).exec(txn).await
            }
        };
        assert_eq!(done.expect("an update").rows_affected, 1);
    }
}

on_each_database! {
    async fn a_tag_waits_for_what_its_person_decides(site: Site) {
        let mut scene = Scene::on(site).await;
        for name in ["Cem", "Zoe"] {
            let person = scene.candidate(name).await.code;
            let txn = scene.site.database.db.begin().await.expect("a transaction");
            scene.is_forbidding(&txn, name).await;
            let tagging = tokio::spawn(scene.tag(person));
            tokio::time::sleep(Duration::from_millis(300)).await;
            assert!(!tagging.is_finished(), "it waits");
            txn.commit().await.expect("an end");
            tagging.await.expect("an answer").is(422);
            assert!(!scene.is_on_it().await, "{name}");
        }
    }

    /// No matter who was first.
    async fn who_forbids_tags_is_on_no_photo_afterwards(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party.to_string();
        let zoe = scene.candidate("Zoe").await.code;
        let fields = [("party", party.as_str()), ("untaggable", "true")];
        for _ in 0..5 {
            let tagging = scene.tag(zoe.clone());
            let (tagged, forbidden) = tokio::join!(tagging, scene.zoe.post("/api/album/tagging", &fields));
            forbidden.is(303);
            assert!([303, 422].contains(&tagged.status.as_u16()), "{}", tagged.status);
            assert!(!scene.is_on_it().await);
            scene.zoe.post("/api/album/tagging", &fields[..1]).await.is(303);
        }
    }
}
