//! `/p/{party}/board` and below.

mod add;
mod announcements;
mod change;
mod claims;
mod deletions;
mod husks;
mod mentions;
mod pages;
mod pictures;
mod plan;
mod reactions;
mod replies;
mod reports;
mod rules;
mod show;
mod uploads;

use std::sync::Arc;

use app::domain::{PartyId, PictureId, PostId, user::Person};
use server::housekeeping;

use crate::support::{
    Browser, Database, Page, PartyBuilder, Shelf, Site, a_guest, a_party, a_person, invite, posted, rows,
    send_post_with, strangers, value,
};

/// A party of Ana's with the guests Zoe, who has a personal link, and Cem, who has an account.
struct Scene {
    site: Site,
    ana: Browser,
    zoe: Browser,
    cem: Browser,
    /// Cem's account.
    person: Person,
    party: PartyId,
    /// Of Zoe's link.
    token: String,
}

impl Scene {
    async fn new() -> Self {
        Self::with(a_party()).await
    }

    async fn with(party: PartyBuilder<'_>) -> Self {
        Self::on(Site::new().await, party).await
    }

    async fn on(site: Site, party: PartyBuilder<'_>) -> Self {
        let (mut ana, cem) = (a_person(&site, "ana").await.browser, a_person(&site, "cem").await);
        let party = party.by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe\n@cem").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        ana.get("/").await;
        Self { site, ana, zoe, cem: cem.browser, person: cem.person, party, token }
    }

    /// With a storage that tells what it holds.
    async fn with_shelf() -> (Self, Arc<Shelf>) {
        let shelf = Arc::new(Shelf::default());
        let site = Site::storing(Database::Sqlite, &[], shelf.clone()).await;
        (Self::on(site, a_party()).await, shelf)
    }

    fn board(&self) -> String {
        format!("/p/{}/board", self.party)
    }

    fn page_of(&self, post: PostId) -> String {
        format!("/p/{}/board/{post}", self.party)
    }

    /// Bob, who co-hosts.
    async fn co_host(&mut self) -> Browser {
        let bob = a_person(&self.site, "bob").await.browser;
        let fields = [("party", self.party.to_string()), ("username", "bob".to_owned())];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.ana.post("/api/hosts/add", &fields).await.is(303);
        bob
    }

    /// Nobody, somebody with an account, and a guest of another party.
    async fn strangers(&mut self) -> [Browser; 3] {
        strangers(&self.site, &mut self.ana).await
    }

    /// What housekeeping does when pictures that nobody uses are old enough to go.
    async fn sweep(&self) {
        self.site.wait_hours(25);
        housekeeping::once(&self.site.state).await.expect("the sweep works");
    }

    /// Sends the host's form about who posts.
    async fn rules(&mut self, posting: &str, closed: &str) -> Page {
        rules(&mut self.ana, self.party, posting, closed).await
    }
}

async fn rules(browser: &mut Browser, party: PartyId, posting: &str, closed: &str) -> Page {
    let (id, page) = (party.to_string(), format!("/p/{party}/board"));
    let fields = [("_page", page.as_str()), ("party", &id), ("posting", posting), ("closed", closed)];
    browser.post("/api/board/rules", &fields).await
}

/// Posts this text with one picture.
async fn with_picture(
    site: &Site,
    browser: &mut Browser,
    party: PartyId,
    fields: &[(&str, &str)],
) -> (PostId, PictureId) {
    let file = crate::support::png(40, 30);
    let answer = send_post_with(browser, party, fields, &[("pictures[0][id]", &file)]).await;
    let id = posted(&answer);
    (id, rows::pictures_of(site, id).await.remove(0).picture_id.into())
}

/// What a form of a page would send, with some fields left out.
fn without<'a>(form: &'a [(String, String)], left_out: &[&str]) -> Vec<(&'a str, &'a str)> {
    let fields = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    fields.filter(|(name, _)| !left_out.contains(name)).collect()
}

/// The form for a post that holds this text.
#[track_caller]
fn filled_in(page: &Page, text: &str) -> Vec<(String, String)> {
    let forms = page.forms("/api/board/add");
    let found = forms.into_iter().find(|form| value(form, "text") == Some(text));
    found.unwrap_or_else(|| panic!("no form with {text:?} in:\n{}", page.text()))
}
