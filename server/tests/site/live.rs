//! Pages that stand open: what reaches them, whom it does not reach, and when it ends.

mod album;
mod arrives;
mod ends;
mod hidden;
mod missed;

use std::{sync::Arc, time::Duration};

use app::domain::PartyId;
use server::{
    live::{Hub, Pace},
    router::router,
};

use crate::support::{Browser, Site, a_guest, a_party, a_person, invite};

/// A party with one guest who has opened the link.
struct Scene {
    site: Site,
    host: Browser,
    party: PartyId,
    zoe: Browser,
}

impl Scene {
    /// Of which guests see who comes.
    async fn on(site: Site) -> Self {
        Self::with(site, &[]).await
    }

    async fn with(site: Site, fields: &[(&str, &str)]) -> Self {
        let mut host = a_person(&site, "hanna").await.browser;
        let party = fields.iter().fold(a_party(), |party, &(name, value)| party.with(name, value));
        let party = party.by(&mut host).await;
        let token = invite(&site, &mut host, party, "Zoe").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        Self { site, host, party, zoe }
    }

    fn stream(&self) -> String {
        format!("/events?party={}", self.party)
    }

    /// Zoe answers.
    async fn answers(&mut self, answer: &str) {
        let fields = [("party", self.party.to_string()), ("answer", answer.to_owned())];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.zoe.post("/api/rsvps/answer", &fields).await.is(303);
    }

    /// The host posts a form about the party.
    async fn host_posts(&mut self, path: &str, fields: &[(&str, &str)]) {
        let party = self.party.to_string();
        let fields: Vec<_> = fields.iter().copied().chain([("party", party.as_str())]).collect();
        self.host.post(path, &fields).await.is(303);
    }
}

/// The same site, whose streams look at their clocks more often.
fn quick(site: Site, heartbeat: Duration, check: Duration) -> Site {
    let mut site = site;
    site.state.live = Arc::new(Hub::with_pace(site.state.services.clone(), Pace { heartbeat, check }));
    site.router = router(site.state.clone());
    site
}
