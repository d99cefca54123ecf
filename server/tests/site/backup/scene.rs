//! A site with something of everything, and all that its people see.

use std::sync::Arc;

use app::{
    backend::{db::Db, entities::hosts, entities::parties},
    domain::{
        PartyId, PhotoId, PictureId, PostId,
        picture::{Size, media_url},
    },
};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{assets::Assets, config::Config, config::Env, router::router, state::AppState, storage::Storage};

use crate::support::{
    Browser, Site, TestDatabase, a_guest, a_party, a_person, a_photo, invite, jpeg, on_photo, on_post, post, posted,
    react, reply, rows, send_post_with,
};

pub struct Scene {
    pub site: Site,
    party: PartyId,
    post: PostId,
    photo: PhotoId,
    host: Browser,
    friend: Browser,
    guest: Browser,
    stranger: Browser,
}

impl Scene {
    /// Ana gives a party with a cover; Bob follows her; Zoe, a guest, answers, posts a picture and adds a photo.
    pub async fn play(site: Site) -> Self {
        let (mut host, mut friend) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let fields = [("_page", "/settings"), ("display_name", "Ana 🎉 \\ O'Neill")];
        host.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(40, 40)).await.is(303);
        let made = a_party().with("description", "Bring *shoes*\n\nand \"hats\"").with("guest_list", "everyone");
        let page = made.send_with_cover(&mut host, &jpeg(400, 300)).await;
        let party: PartyId = page.is(303).location().split('/').nth(2).unwrap_or_default().parse().expect("a party");
        let id = party.to_string();
        let token = invite(&site, &mut host, party, "Zoe\n@bob\nבני").await.remove(0);
        let mut guest = a_guest(&site, &token).await;
        guest.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes"), ("plus_ones", "1")]).await.is(303);
        friend.post("/api/rsvps/answer", &[("party", &id), ("answer", "maybe")]).await.is(303);
        friend.post("/api/people/follow", &[("username", "ana")]).await.is(303);
        let picture = jpeg(60, 50);
        let files = [("pictures[0][id]", picture.as_slice())];
        let post = posted(&send_post_with(&mut guest, party, &[("text", "Look, @bob")], &files).await);
        let below = reply(&mut friend, party, post, "Oh").await;
        react(&mut host, party, below, "heart", true).await;
        on_post(&mut friend, "report", party, post, &[("reason", "other"), ("note", "Whose is it?")]).await.is(303);
        let photo = a_photo(&site, &mut guest, party, &jpeg(80, 60)).await;
        on_photo(&mut host, "like", party, photo, &[("on", "1")]).await.is(303);
        on_photo(&mut friend, "comment", party, photo, &[("text", "What a \\ cake!")]).await.is(303);
        server::jobs::drain(&site.state).await.expect("people are told");
        // So that "2 hours ago" stays true for a while.
        site.wait_hours(2);
        site.clock.advance(jiff::SignedDuration::from_mins(20));
        let stranger = site.visitor();
        let mut scene = Self { site, party, post, photo, host, friend, guest, stranger };
        // The first visit renews sessions.
        scene.pages().await;
        scene
    }

    /// Every page that somebody sees, without what is new in each response.
    pub async fn pages(&mut self) -> Vec<(String, String)> {
        let ana = rows::user(&self.site, "ana").await;
        let party = rows::party(&self.site, self.party).await;
        let picture = rows::pictures_of(&self.site, self.post).await.remove(0).picture_id;
        let photo = rows::photo(&self.site, self.photo).await.picture_id;
        let pictures = [ana.photo_id, party.cover_id, Some(picture), Some(photo)].into_iter().flatten();
        let media = pictures.flat_map(|id| Size::ALL.map(|size| media_url(PictureId(id), size)));
        let id = self.party;
        let places = [
            "",
            ".ics",
            "/board",
            "/album",
            "/guests",
            "/guests?print=1",
            "/guests.csv",
            "/hosts",
            "/reports",
            "/edit",
        ];
        let paths = ["/", "/parties", "/album", "/people", "/u/ana", "/u/bob", "/notifications", "/settings/sessions"];
        let mut paths: Vec<String> = paths.map(str::to_owned).to_vec();
        paths.extend(places.map(|place| format!("/p/{id}{place}")));
        paths.push(format!("/p/{id}/board/{}", self.post));
        paths.extend(["", "/original"].map(|place| format!("/p/{id}/album/{}{place}", self.photo)));
        for guest in rows::guests(&self.site, id).await {
            paths.push(format!("/p/{id}/guests/{}", app::domain::InviteId(guest.id)));
        }
        paths.extend(media);
        let mut pages = Vec::new();
        for browser in [&mut self.host, &mut self.friend, &mut self.guest, &mut self.stranger] {
            for path in &paths {
                let page = browser.get(path).await;
                let text: String = page.bytes.iter().map(|byte| char::from(*byte)).collect();
                pages.push((path.clone(), format!("{}\n{}", page.status, steady(&text))));
            }
        }
        // Those of the host, who sees everything.
        for (path, page) in &pages[..paths.len()] {
            assert!(page.starts_with("200"), "{path}: {page}");
        }
        pages
    }

    /// From now on the people visit another instance, with the same cookies.
    pub fn goes_on(&mut self, db: Db, storage: Arc<dyn Storage>) {
        let settings = [("SOIREE_BASE_URL", "http://soiree.test"), ("SOIREE_RATE", "1000000")];
        let config = Config::read(&Env::of(&settings)).expect("settings");
        let state = AppState::new(&config, db, self.site.clock.clone(), [7; 32], storage, None, Assets::none());
        for browser in [&mut self.host, &mut self.friend, &mut self.guest, &mut self.stranger] {
            browser.router = router(state.clone());
        }
    }

    /// People go on writing: counters and keys of the new database are in order.
    pub async fn still_works(&mut self) {
        let post = post(&mut self.guest, self.party, "We are back").await;
        reply(&mut self.host, self.party, post, "So we are").await;
        let id = self.party.to_string();
        self.friend.post("/api/rsvps/answer", &[("party", &id), ("answer", "no")]).await.is(303);
        self.host.get(&format!("/p/{id}/board")).await.is(200).reads("We are back");
    }
}

/// What differs from one response to the next: keys of forms, nonces, the moment.
fn steady(text: &str) -> String {
    let mut steady = text.to_owned();
    for mark in ["name=\"_key\" value=\"", "name=\"until\" value=\"", "nonce=\"", "since="] {
        let mut parts = steady.split(mark);
        let first = parts.next().unwrap_or_default().to_owned();
        steady = parts.fold(first, |whole, part| {
            let rest = part.find('"').map_or("", |end| &part[end..]);
            format!("{whole}{mark}…{rest}")
        });
    }
    steady
}

/// How many parties there are, and how many hosts.
pub async fn parties_with_hosts(database: &TestDatabase) -> (u64, u64) {
    let db = database.db.read();
    let parties = parties::Entity::find().count(db).await.expect("a query");
    (parties, hosts::Entity::find().count(db).await.expect("a query"))
}
