//! `/search` and `/p/{party}/search`.

mod catch_up;
mod changes;
mod pages;
mod plan;
mod viewers;
mod words;

use app::domain::{PartyId, PhotoId};

use crate::support::{Browser, Site, a_guest, a_party, a_person, invite, jpeg, prepare, rows, send_photos};

/// A party of Ana's with the guests Zoe, who has a personal link, and Cem, who has an account.
struct Scene {
    site: Site,
    ana: Browser,
    zoe: Browser,
    cem: Browser,
    party: PartyId,
}

impl Scene {
    async fn on(site: Site) -> Self {
        let (mut ana, cem) = (a_person(&site, "ana").await.browser, a_person(&site, "cem").await.browser);
        let party = a_party().with("guest_list", "guests").by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe Müller\n@cem").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        Self { site, ana, zoe, cem, party }
    }

    /// A photo of Zoe's with these words.
    async fn photo(&mut self, caption: &str, tags: &str) -> PhotoId {
        let before = rows::photos(&self.site, self.party).await.len();
        let width = 40 + u16::try_from(before).expect("few photos");
        let fields = [("caption", caption), ("tags", tags)];
        send_photos(&mut self.zoe, self.party, &fields, &[&jpeg(width, 30)]).await.is(303);
        prepare(&self.site).await;
        PhotoId(rows::photos(&self.site, self.party).await.last().expect("a photo").id)
    }
}
