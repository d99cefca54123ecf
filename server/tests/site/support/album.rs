//! Photos for tests, added through the site's own form, and the album as programs read it.

use app::{
    backend::entities::photos,
    domain::{
        PartyId, PhotoId, PictureId,
        album::{AlbumPage, PhotoPage, Sent},
        user::Person,
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use server::jobs::drain;

use super::{Browser, Page, Site};

pub const ADD: &str = "/api/album/add";

/// Sends the form for photos with these fields and files.
pub async fn send_photos(browser: &mut Browser, party: PartyId, fields: &[(&str, &str)], files: &[&[u8]]) -> Page {
    let files: Vec<_> = files.iter().map(|file| ("photos", *file)).collect();
    browser.post_files(ADD, &with_party(party, fields).each(), &files).await
}

/// Adds photos as a script does, one after the other, and gives what came of each.
pub async fn add_photos(browser: &mut Browser, party: PartyId, files: &[&[u8]]) -> Vec<Sent> {
    let mut sent = Vec::new();
    for file in files {
        let answer = browser.call_with_file(ADD, &[("party", &party.to_string())], "photos", file).await;
        let one: Vec<Sent> = serde_json::from_slice(&answer.is(200).bytes).expect("what came of it");
        sent.extend(one);
    }
    sent
}

/// Adds one photo and has it prepared.
pub async fn a_photo(site: &Site, browser: &mut Browser, party: PartyId, file: &[u8]) -> PhotoId {
    let photo = add_photos(browser, party, &[file]).await.remove(0).photo;
    prepare(site).await;
    photo
}

/// Does what is to be done beside the requests.
pub async fn prepare(site: &Site) {
    drain(&site.state).await.expect("jobs");
}

/// Sends another form about a photo: `edit`, `hide`, `like`, …
pub async fn on_photo(
    browser: &mut Browser,
    verb: &str,
    party: PartyId,
    photo: PhotoId,
    fields: &[(&str, &str)],
) -> Page {
    let (photo, page) = (photo.to_string(), format!("/p/{party}/album/{photo}"));
    let mut all = with_party(party, fields);
    all.0.retain(|(name, _)| name != "_page");
    all.0.push(("photo".to_owned(), photo));
    all.0.push(("_page".to_owned(), page));
    browser.post(&format!("/api/album/{verb}"), &all.each()).await
}

/// Decides about the album.
pub async fn album_rules(host: &mut Browser, party: PartyId, fields: &[(&str, &str)]) -> Page {
    host.post("/api/album/rules", &with_party(party, fields).each()).await
}

/// A page of the album.
pub async fn read_album(browser: &mut Browser, party: PartyId, fields: &[(&str, &str)]) -> AlbumPage {
    let answer = browser.call("/api/album/show", &with_party(party, fields).each()).await;
    serde_json::from_slice(&answer.is(200).bytes).expect("a page of an album")
}

/// The photos that the album shows.
pub async fn shown_photos(browser: &mut Browser, party: PartyId) -> Vec<PhotoId> {
    read_album(browser, party, &[]).await.photos.iter().map(|photo| photo.id).collect()
}

/// One photo with all about it.
pub async fn read_photo(browser: &mut Browser, party: PartyId, photo: PhotoId) -> PhotoPage {
    let fields = [("photo", photo.to_string())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.call("/api/album/photo", &with_party(party, &fields).each()).await;
    serde_json::from_slice(&answer.is(200).bytes).expect("a photo")
}

/// Writes many photos that are ready straight into the database, a minute apart, the oldest first.
pub async fn many_photos(site: &Site, party: PartyId, author: &Person, count: usize) -> Vec<PhotoId> {
    let start = site.clock.now() - count as i64 * 60_000;
    let rows: Vec<_> = (0..count).map(|number| photo_row(party, author, start + number as i64 * 60_000)).collect();
    for rows in rows.chunks(200) {
        let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
        let written = photos::Entity::insert_many(rows).exec_without_returning(site.database.db.write()).await;
        written.expect("photos");
    }
    rows.into_iter().map(|row| PhotoId(row.id)).collect()
}

fn photo_row(party: PartyId, author: &Person, at: i64) -> photos::Model {
    let picture = PictureId::new();
    photos::Model {
        id: PhotoId::new().0,
        party_id: party.0,
        picture_id: picture.0,
        user_id: Some(author.id.0),
        invite_id: None,
        content_hash: picture.to_string(),
        name: "photo.jpg".to_owned(),
        original: None,
        bytes: 1,
        status: "ready".to_owned(),
        failure: None,
        hidden: false,
        approved: true,
        caption: String::new(),
        sorted_at: at,
        taken_at: Some(at),
        taken_offset: None,
        camera: String::new(),
        lens: String::new(),
        exposure: String::new(),
        latitude: None,
        longitude: None,
        place: String::new(),
        thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI".to_owned(),
        width: 400,
        height: 300,
        created_at: at,
    }
}

/// Fields of a form.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn each(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

fn with_party(party: PartyId, fields: &[(&str, &str)]) -> Fields {
    let own = [("party".to_owned(), party.to_string())];
    let page = [("_page".to_owned(), format!("/p/{party}/album"))];
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Fields(own.into_iter().chain(page).chain(fields).collect())
}
