//! Pictures: uploaded through the forms, made small and bare, stored, served to those who may see them, swept.

mod broken;
mod failing;
pub mod files;
mod kept;
mod metadata;
mod s3;
mod served;
mod swept;

use std::sync::Arc;

use app::{
    backend::entities::pictures,
    domain::{PartyId, PictureId},
};

use crate::support::{Browser, Database, Page, Shelf, Site, a_party, a_person, rows};

/// A site, its storage, and somebody who is logged in.
async fn a_site() -> (Site, Arc<Shelf>, Browser) {
    a_site_with(&[]).await
}

async fn a_site_with(settings: &[(&str, &str)]) -> (Site, Arc<Shelf>, Browser) {
    let shelf = Arc::new(Shelf::default());
    let site = Site::storing(Database::Sqlite, settings, shelf.clone()).await;
    let host = a_person(&site, "hanna").await.browser;
    (site, shelf, host)
}

/// A party that was just made.
fn made(page: &Page) -> PartyId {
    page.is(303);
    let id = page.location().split('/').nth(2).unwrap_or_default();
    id.parse().unwrap_or_else(|_| panic!("{} names a party", page.location()))
}

/// Makes a party with this cover.
async fn a_party_with(site: &Site, host: &mut Browser, visibility: &str, cover: &[u8]) -> (PartyId, PictureId) {
    let party = made(&a_party().with("visibility", visibility).send_with_cover(host, cover).await);
    (party, cover_of(site, party).await.expect("a cover"))
}

async fn cover_of(site: &Site, party: PartyId) -> Option<PictureId> {
    rows::party(site, party).await.cover_id.map(Into::into)
}

/// All pictures that are noted, the oldest first.
async fn noted(site: &Site) -> Vec<pictures::Model> {
    rows::pictures(site).await
}

/// The names under which the sizes of a picture are stored, sorted.
fn names(id: PictureId) -> Vec<String> {
    ["large", "medium", "small"].map(|size| format!("pictures/{}/{size}.jpg", id.0.simple())).into()
}

/// Width and height of a JPEG, all of it decoded.
pub fn dimensions(jpeg: &[u8]) -> (usize, usize) {
    use zune_jpeg::{JpegDecoder, zune_core::bytestream::ZCursor};
    let mut decoder = JpegDecoder::new(ZCursor::new(jpeg));
    decoder.decode().expect("a whole JPEG");
    decoder.dimensions().expect("dimensions")
}
