//! `/notifications`: who is told what, and how it is read.

mod albums;
mod boards;
mod hosts;
mod list;
mod settings;

use app::{
    backend::entities::notifications,
    domain::{PartyId, user::Person},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use server::jobs::drain;

use crate::support::{Browser, Page, Site, SomePerson, a_party, a_person, invite};

/// Everybody is told what there is to tell.
async fn tell(site: &Site) {
    drain(&site.state).await.expect("jobs");
}

/// What somebody is told, the oldest first.
async fn told(site: &Site, person: &Person) -> Vec<notifications::Model> {
    let told = notifications::Entity::find().filter(notifications::Column::UserId.eq(person.id.0));
    told.order_by_asc(notifications::Column::Id).all(site.database.db.read()).await.expect("a query")
}

/// The kinds of what somebody is told, each with how often it happened.
async fn kinds(site: &Site, person: &Person) -> Vec<(String, i32)> {
    told(site, person).await.into_iter().map(|line| (line.kind, line.count)).collect()
}

fn once(kind: &str) -> Vec<(String, i32)> {
    vec![(kind.to_owned(), 1)]
}

/// A host and two guests with accounts, who have read their invitations.
async fn a_scene(site: &Site) -> (PartyId, SomePerson, SomePerson, SomePerson) {
    let (mut ana, mut ben, mut cem) =
        (a_person(site, "ana").await, a_person(site, "ben").await, a_person(site, "cem").await);
    let party = a_party().by(&mut ana.browser).await;
    invite(site, &mut ana.browser, party, "@ben\n@cem").await;
    tell(site).await;
    for guest in [&mut ben.browser, &mut cem.browser] {
        guest.post("/api/notifications/read_all", &[]).await.is(303);
    }
    for guest in [&ben, &cem] {
        assert_eq!(kinds(site, &guest.person).await, once("invited"));
    }
    (party, ana, ben, cem)
}

/// The same without the invitation.
async fn news(site: &Site, person: &SomePerson) -> Vec<(String, i32)> {
    kinds(site, &person.person).await.into_iter().filter(|(kind, _)| kind != "invited").collect()
}

/// Posts a form about a party.
async fn post(browser: &mut Browser, path: &str, party: PartyId, fields: &[(&str, &str)]) -> Page {
    let party = party.to_string();
    let fields: Vec<_> = fields.iter().copied().chain([("party", party.as_str())]).collect();
    browser.post(path, &fields).await
}

/// Answers an invitation.
async fn answer(browser: &mut Browser, party: PartyId, answer: &str) {
    post(browser, "/api/rsvps/answer", party, &[("answer", answer)]).await.is(303);
}

/// What screen readers say of the bell.
fn bell(page: &Page) -> String {
    let tags = page.tags();
    let bell = tags.iter().find(|tag| tag.get("href") == Some("/notifications")).expect("a bell");
    bell.get("aria-label").unwrap_or_default().to_owned()
}
