//! `/p/{party}/album` and below, `/p/{party}/wall` and `/album`.

mod cover;
mod gone;
mod moved;
mod original;
mod pages;
mod people;
mod plan;
mod reports;
mod rules;
mod talk;
mod upload;
mod viewers;
mod work;
mod zip;

use std::sync::Arc;

use app::domain::{PartyId, user::Person};

use crate::support::{Browser, Database, Shelf, Site, a_guest, a_party, a_person, invite, strangers};

/// A party of Ana's with the guests Zoe, who has a personal link, and Cem, who has an account.
struct Scene {
    site: Site,
    shelf: Arc<Shelf>,
    ana: Browser,
    zoe: Browser,
    cem: Browser,
    /// Cem's account.
    person: Person,
    party: PartyId,
}

impl Scene {
    async fn new() -> Self {
        Self::with(Database::Sqlite, &[]).await
    }

    async fn with(kind: Database, settings: &[(&str, &str)]) -> Self {
        let shelf = Arc::new(Shelf::default());
        let site = Site::storing(kind, settings, shelf.clone()).await;
        Self::on(site, shelf).await
    }

    /// On a site whose storage does not matter.
    async fn over(site: Site) -> Self {
        Self::on(site, Arc::default()).await
    }

    async fn on(site: Site, shelf: Arc<Shelf>) -> Self {
        let (mut ana, cem) = (a_person(&site, "ana").await.browser, a_person(&site, "cem").await);
        let party = a_party().with("guest_list", "guests").by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe\n@cem").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        ana.get("/").await;
        Self { site, shelf, ana, zoe, cem: cem.browser, person: cem.person, party }
    }

    fn album(&self) -> String {
        format!("/p/{}/album", self.party)
    }

    /// Nobody, somebody with an account, and a guest of another party.
    async fn strangers(&mut self) -> [Browser; 3] {
        strangers(&self.site, &mut self.ana).await
    }
}
