//! `/map` and `/p/{party}/map`.

mod place;
mod viewers;

use app::domain::{PartyId, PhotoId};

use crate::support::{Browser, Place, Site, a_guest, a_party, a_person, a_photo, invite, jpeg, placed};

/// A party of Ana's with the guests Zoe, who has a personal link, and Cem, who has an account; and a photo of Zoe's
/// that was taken in Berlin.
struct Scene {
    site: Site,
    ana: Browser,
    zoe: Browser,
    cem: Browser,
    party: PartyId,
    photo: PhotoId,
}

impl Scene {
    async fn on(site: Site) -> Self {
        let (mut ana, cem) = (a_person(&site, "ana").await.browser, a_person(&site, "cem").await.browser);
        let party = a_party().by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe\n@cem").await.remove(0);
        let mut zoe = a_guest(&site, &token).await;
        let photo = a_photo(&site, &mut zoe, party, &jpeg(40, 30)).await;
        placed(&site, photo, Place::BERLIN).await;
        Self { site, ana, zoe, cem, party, photo }
    }

    /// Says how exactly the position of the photo is kept, and gives the status.
    async fn keep(&self, browser: &mut Browser, exactness: &str) -> u16 {
        let (party, photo) = (self.party.to_string(), self.photo.to_string());
        let fields = [("party", party.as_str()), ("photo", &photo), ("exactness", exactness)];
        browser.post("/api/map/position", &fields).await.status.as_u16()
    }

    /// Another photo of Zoe's, taken there.
    async fn another(&mut self, width: u16, place: Place) -> PhotoId {
        let photo = a_photo(&self.site, &mut self.zoe, self.party, &jpeg(width, 30)).await;
        placed(&self.site, photo, place).await;
        photo
    }
}
