//! `/p/{party}/delete`

use app::backend::entities::pictures;
use sea_orm::EntityTrait;

use crate::support::{Site, a_guest, a_party, a_person, invite, jpeg, rows};

const ACTION: &str = "/api/parties/delete";

#[tokio::test(flavor = "multi_thread")]
async fn the_title_has_to_be_typed() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("title", "Supper for 2").by(&mut ana).await;
    let (id, page) = (party.to_string(), format!("/p/{party}/delete"));
    ana.get(&page).await.is(200).reads("Supper for 2");
    let before = rows::everything(&site).await;
    for typed in ["", "supper for 2", "Supper", "Supper for 2!", "%"] {
        let refused = ana.post(ACTION, &[("_page", &page), ("party", &id), ("title", typed)]).await;
        refused.is(422).reads("Please type the name exactly as shown");
    }
    assert_eq!(rows::everything(&site).await, before);
    let answer = ana.post(ACTION, &[("_page", &page), ("party", &id), ("title", " Supper for 2 ")]).await;
    assert_eq!(answer.is(303).location(), "/parties?tab=hosting");
    ana.follow(&answer).await.is(200).reads("The party is deleted.").reads_not("Supper for 2");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_belongs_to_it_goes() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    ana.post_file("/api/parties/create", &fields, "cover", &jpeg(400, 300)).await.is(303);
    let row = rows::parties(&site).await.remove(0);
    let party = app::domain::PartyId(row.id);
    let other = a_party().by(&mut ana).await;
    invite(&site, &mut ana, other, "Zoe").await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    let mut zoe = a_guest(&site, &token).await;
    ana.post(ACTION, &[("party", &party.to_string()), ("title", "Supper")]).await.is(303);
    assert!(rows::maybe_party(&site, party).await.is_none());
    assert!(rows::guests(&site, party).await.is_empty() && rows::hosts(&site, party).await.is_empty());
    assert_eq!(rows::guests(&site, other).await.len(), 1);
    zoe.get(&format!("/p/{party}")).await.is(404);
    zoe.get(&format!("/i/{token}")).await.is(410).reads("This link is gone");
    ana.get(&format!("/p/{party}")).await.is(404);
    let pictures = pictures::Entity::find().all(site.database.db.read()).await.expect("a query");
    assert!(pictures.iter().all(|picture| !picture.used), "the cover is left to the sweep");
}

#[tokio::test(flavor = "multi_thread")]
async fn co_hosts_cannot() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    ana.post("/api/hosts/add", &[("party", &id), ("username", "bob")]).await.is(303);
    bo.get(&format!("/p/{party}")).await.is(200).says_not(&format!("/p/{party}/delete"));
    let refused = bo.post(ACTION, &[("party", &id), ("title", "Summer on the roof")]).await;
    refused.is(403).reads("You may not do that here.");
    rows::party(&site, party).await;
}
