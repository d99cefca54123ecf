//! Reading.

use app::{
    backend::entities::notifications,
    domain::{NotificationId, PartyId},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::{answer, bell, tell, told};
use crate::support::{Site, SomePerson, a_guest, a_party, a_person, invite, value};

const OPEN: &str = "/api/notifications/open";
const READ_ALL: &str = "/api/notifications/read_all";

/// Somebody whose party has an answer.
async fn with_an_answer(site: &Site) -> (SomePerson, PartyId) {
    let mut ana = a_person(site, "ana").await;
    let party = a_party().by(&mut ana.browser).await;
    let token = invite(site, &mut ana.browser, party, "Zoe").await.remove(0);
    answer(&mut a_guest(site, &token).await, party, "yes").await;
    tell(site).await;
    (ana, party)
}

on_each_database! {
    async fn a_line_leads_to_where_it_happened_and_is_read_by_that(site: Site) {
        let (mut ana, party) = with_an_answer(&site).await;
        let page = ana.browser.get("/notifications").await;
        page.is(200).reads("A guest answered your invitation to Summer on the roof just now");
        assert_eq!(bell(&page), "Notifications, 1 unread");
        assert_eq!(bell(&ana.browser.get("/").await), "Notifications, 1 unread", "on every page");
        let form = page.form(OPEN);
        let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = ana.browser.post(OPEN, &fields).await;
        assert_eq!(answer.is(303).location(), format!("/p/{party}/guests"));

        let page = ana.browser.get("/notifications").await;
        assert_eq!(bell(&page), "Notifications");
        assert!(page.forms(OPEN).is_empty() && page.forms(READ_ALL).is_empty());
        assert_eq!(page.links(&format!("/p/{party}/guests")).len(), 1, "what is read is a link");
        assert!(told(&site, &ana.person).await[0].read_at.is_some());
        let id = value(&form, "notification").expect("an identifier");
        ana.browser.post(OPEN, &[("notification", id)]).await.is(303);
    }

    async fn what_happens_after_reading_is_a_new_line(site: Site) {
        let (mut ana, party) = with_an_answer(&site).await;
        ana.browser.post(READ_ALL, &[("_page", "/notifications")]).await.is(303);
        let token = invite(&site, &mut ana.browser, party, "Cem").await.remove(0);
        answer(&mut a_guest(&site, &token).await, party, "no").await;
        tell(&site).await;
        let lines = told(&site, &ana.person).await;
        assert_eq!(lines.iter().map(|line| (line.count, line.read_at.is_none())).collect::<Vec<_>>(), [(1, false), (1, true)]);
        assert_eq!(bell(&ana.browser.get("/notifications").await), "Notifications, 1 unread");
    }

    async fn only_what_was_on_the_page_is_marked_as_read(site: Site) {
        let (mut ana, _) = with_an_answer(&site).await;
        let before = (told(&site, &ana.person).await[0].updated_at - 1).to_string();
        ana.browser.post(READ_ALL, &[("until", &before)]).await.is(303);
        let page = ana.browser.get("/notifications").await;
        assert_eq!(bell(&page), "Notifications, 1 unread");
        let until = value(&page.form(READ_ALL), "until").expect("the moment of the page").to_owned();
        let answer = ana.browser.post(READ_ALL, &[("until", &until)]).await;
        assert_eq!(answer.is(303).location(), "/notifications");
        assert_eq!(bell(&ana.browser.follow(&answer).await), "Notifications");
    }

    async fn page_by_page(site: Site) {
        let (mut ana, party) = with_an_answer(&site).await;
        let old = |number: i64| notifications::ActiveModel {
            id: Set(Uuid::now_v7()),
            user_id: Set(ana.person.id.0),
            kind: Set("invited".to_owned()),
            party_id: Set(Some(party.0)),
            post_id: Set(None),
            photo_id: Set(None),
            actor_id: Set(None),
            group_key: Set(None),
            count: Set(1),
            read_at: Set(Some(1)),
            created_at: Set(1),
            // Two at a time, so that the moment alone does not tell them apart.
            updated_at: Set(number / 2),
        };
        notifications::Entity::insert_many((0..64).map(old)).exec_without_returning(site.database.db.write()).await.expect("rows");
        let (mut path, mut counts) = ("/notifications".to_owned(), Vec::new());
        loop {
            let page = ana.browser.get(&path).await;
            page.is(200);
            counts.push(page.tags().iter().filter(|tag| tag.name == "time").count());
            let Some(next) = page.links("rel=\"next\"").pop() else { break };
            path = next;
        }
        assert_eq!(counts, [30, 30, 5]);
        ana.browser.get("/notifications?after=nonsense").await.is(400);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn those_of_others_are_nobody_s_business() {
    let site = Site::new().await;
    let (ana, _) = with_an_answer(&site).await;
    let mut ben = a_person(&site, "ben").await;
    let id = NotificationId(told(&site, &ana.person).await[0].id).to_string();
    ben.browser.post(OPEN, &[("notification", &id)]).await.is(404);
    ben.browser.post(READ_ALL, &[]).await.is(303);
    assert!(told(&site, &ana.person).await[0].read_at.is_none());
    ben.browser.get("/notifications").await.is(200).reads("All quiet").says_not(&id);
    site.visitor().get("/notifications").await.is(401);
}
