//! The index follows what changes.

use app::backend::entities::photo_terms;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::Scene;
use crate::support::{Site, find, find_everywhere, found, on_photo, prepare, rows};

on_each_database! {
    async fn words_are_found_as_they_are_now(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let photo = scene.photo("The cake", "sweet").await;
        on_photo(&mut scene.zoe, "edit", party, photo, &[("caption", "The dog"), ("tags", "wild")]).await.is(303);
        for (words, count) in [("cake", 0), ("sweet", 0), ("dog", 1), ("wild", 1)] {
            assert_eq!(find(&mut scene.ana, party, &[("q", words)]).await.photos.len(), count, "{words}");
        }
        on_photo(&mut scene.zoe, "tag", party, photo, &[]).await.is(303);
        assert_eq!(found(&find(&mut scene.ana, party, &[("q", "muller dog")]).await), [photo]);
        on_photo(&mut scene.zoe, "untag", party, photo, &[]).await.is(303);
        assert!(find(&mut scene.ana, party, &[("q", "muller")]).await.photos.is_empty());
        on_photo(&mut scene.zoe, "delete", party, photo, &[]).await.is(303);
        assert!(find(&mut scene.ana, party, &[]).await.photos.is_empty());
        let left = photo_terms::Entity::find().count(scene.site.database.db.read()).await.expect("a count");
        assert_eq!(left, 0, "nothing stays behind");
    }

    async fn new_names_are_found(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let photo = scene.photo("The cake", "").await;
        on_photo(&mut scene.zoe, "tag", party, photo, &[]).await.is(303);
        on_photo(&mut scene.cem, "tag", party, photo, &[]).await.is(303);
        let zoe = app::domain::InviteId(rows::guest(&scene.site, party, "Zoe Müller").await.id).to_string();
        let id = party.to_string();
        let fields = [("party", id.as_str()), ("invite", &zoe), ("name", "Zora Bell")];
        scene.ana.post("/api/invites/rename", &fields).await.is(303);
        scene.cem.post("/api/accounts/change_profile", &[("display_name", "Gemma Stone")]).await.is(303);
        let plan = [("party", id.as_str()), ("title", "Winter ball"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
        scene.ana.post("/api/parties/update", &plan).await.is(303);
        prepare(&scene.site).await;
        for (words, count) in [("muller", 0), ("zora bell", 1), ("gemma", 1), ("cem", 0)] {
            assert_eq!(find(&mut scene.ana, party, &[("q", words)]).await.photos.len(), count, "{words}");
        }
        for (words, count) in [("winter", 1), ("roof", 0)] {
            assert_eq!(find_everywhere(&mut scene.ana, &[("q", words)]).await.photos.len(), count, "{words}");
        }
    }

    async fn who_claims_an_invitation_is_found_by_their_own_name(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let photo = scene.photo("The cake", "").await;
        on_photo(&mut scene.zoe, "tag", party, photo, &[]).await.is(303);
        let mut lou = crate::support::a_person(&scene.site, "lou").await.browser;
        let link = scene.zoe.cookies.iter().filter(|(name, _)| name.starts_with("guest-"));
        lou.cookies.extend(link.map(|(name, value)| (name.clone(), value.clone())));
        lou.post("/api/invites/claim", &[("party", &party.to_string())]).await.is(303);
        prepare(&scene.site).await;
        let page = find(&mut scene.ana, party, &[("q", "lou")]).await;
        assert_eq!(found(&page), [photo]);
        let code = page.people[0].code.clone();
        assert_eq!(found(&find(&mut scene.ana, party, &[("person", &code)]).await), [photo]);
        assert!(find(&mut scene.ana, party, &[("q", "muller")]).await.photos.is_empty());
    }
}
