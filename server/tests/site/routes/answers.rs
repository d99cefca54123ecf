//! Answers of guests on `/p/{party}`.

mod audience;
mod closed;
mod faces;
mod reply;
mod waitlist;

use app::{backend::entities::invites, domain::PartyId};

use crate::support::{Browser, Page, PartyBuilder, Site, a_guest, a_person, invite, rows};

/// A party of Ana's with some guests, each with a browser that has opened the link.
struct Scene {
    site: Site,
    ana: Browser,
    party: PartyId,
    guests: Vec<Browser>,
}

impl Scene {
    async fn new(party: PartyBuilder<'_>, names: &[&str]) -> Self {
        Self::on(Site::new().await, party, names).await
    }

    async fn on(site: Site, party: PartyBuilder<'_>, names: &[&str]) -> Self {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = party.by(&mut ana).await;
        let mut guests = Vec::new();
        for token in invite(&site, &mut ana, party, &names.join("\n")).await {
            guests.push(a_guest(&site, &token).await);
        }
        ana.get("/").await;
        Self { site, ana, party, guests }
    }

    fn path(&self) -> String {
        format!("/p/{}", self.party)
    }

    /// What a guest sees.
    async fn page(&mut self, guest: usize) -> Page {
        let page = self.guests[guest].get(&format!("/p/{}", self.party)).await;
        page.is(200);
        page
    }

    /// A guest's answer; some time passes with each.
    async fn post(&mut self, guest: usize, fields: &[(&str, &str)]) -> Page {
        self.site.clock.advance(jiff::SignedDuration::from_secs(1));
        let (party, path) = (self.party.to_string(), self.path());
        let common = [("_page", path.as_str()), ("party", party.as_str())];
        let fields: Vec<_> = common.into_iter().chain(fields.iter().copied()).collect();
        self.guests[guest].post("/api/rsvps/answer", &fields).await
    }

    /// An answer that is taken, and the page after it.
    async fn answers(&mut self, guest: usize, answer: &str, plus_ones: &str) -> Page {
        let redirect = self.post(guest, &[("answer", answer), ("plus_ones", plus_ones)]).await;
        assert_eq!(redirect.is(303).location(), self.path());
        let page = self.guests[guest].follow(&redirect).await;
        page.is(200);
        page
    }

    async fn rows(&self) -> Vec<invites::Model> {
        rows::guests(&self.site, self.party).await
    }

    /// The answers of all guests, in the order in which they were invited.
    async fn all(&self) -> String {
        self.rows().await.into_iter().map(|guest| guest.answer).collect::<Vec<_>>().join(" ")
    }
}
