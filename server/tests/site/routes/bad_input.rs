//! Input that nobody should send: a clear message, and nothing is changed.

mod addresses;
mod fields;
mod hostile;
mod limits;
mod nothing;

use app::domain::{InviteId, PartyId};

use crate::support::{Browser, Page, Site, a_party, a_person, invite, rows};

/// A host with a party and a guest.
struct Scene {
    site: Site,
    ana: Browser,
    party: PartyId,
    guest: InviteId,
    token: String,
}

impl Scene {
    async fn new() -> Self {
        Self::on(Site::new().await).await
    }

    async fn on(site: Site) -> Self {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe <zoe@example.org>").await.remove(0);
        let guest = InviteId(rows::guest(&site, party, "Zoe").await.id);
        ana.get("/").await;
        Self { site, ana, party, guest, token }
    }

    /// Sends fields and checks that they are refused with words, and that nothing is changed.
    async fn refused(&mut self, action: &str, fields: &[(&str, &str)]) -> Page {
        let before = rows::everything(&self.site).await;
        let page = self.ana.clone().post(action, fields).await;
        let status = page.status.as_u16();
        assert!((400..500).contains(&status), "{action} {fields:?}: {status}\n{}", page.words());
        assert!(page.words().len() > 60, "{action} {fields:?} says nothing: {}", page.words());
        assert_eq!(rows::everything(&self.site).await, before, "{action} {fields:?}");
        page
    }
}
