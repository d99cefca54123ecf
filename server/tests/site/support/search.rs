//! Photos with places and words, and what is found of them.

use app::{
    backend::{entities::photos, search},
    domain::{PartyId, PhotoId, map::MapPage, search::SearchPage},
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{Browser, Site};

/// What a camera might have known.
#[derive(Clone, Copy, Default)]
pub struct Place {
    pub latitude: f64,
    pub longitude: f64,
    pub name: &'static str,
    pub camera: &'static str,
}

impl Place {
    pub const BERLIN: Self =
        Self { latitude: 52.52, longitude: 13.405, name: "Berlin, Germany", camera: "Canon EOS R5" };
    pub const SYDNEY: Self =
        Self { latitude: -33.8688, longitude: 151.2093, name: "Sydney, Australia", camera: "Pixel 9" };
}

/// From now on the photo was taken there.
pub async fn placed(site: &Site, photo: PhotoId, place: Place) {
    let row = photos::ActiveModel {
        id: Set(photo.0),
        latitude: Set(Some(place.latitude)),
        longitude: Set(Some(place.longitude)),
        place: Set(place.name.to_owned()),
        camera: Set(place.camera.to_owned()),
        ..Default::default()
    };
    photos::Entity::update(row).exec(site.database.db.write()).await.expect("a place");
    search::reindex(&site.database.db).await.expect("an index");
}

/// What somebody finds in one party.
pub async fn find(browser: &mut Browser, party: PartyId, fields: &[(&str, &str)]) -> SearchPage {
    let party = party.to_string();
    let fields: Vec<_> = [("party", party.as_str())].iter().chain(fields).copied().collect();
    let answer = browser.call("/api/search/party", &fields).await;
    serde_json::from_slice(&answer.is(200).bytes).expect("what was found")
}

/// What somebody finds in all of their parties.
pub async fn find_everywhere(browser: &mut Browser, fields: &[(&str, &str)]) -> SearchPage {
    let answer = browser.call("/api/search/everywhere", fields).await;
    serde_json::from_slice(&answer.is(200).bytes).expect("what was found")
}

/// The photos on a page of what was found.
pub fn found(page: &SearchPage) -> Vec<PhotoId> {
    page.photos.iter().map(|found| found.card.id).collect()
}

/// The map of a party.
pub async fn read_map(browser: &mut Browser, party: PartyId, fields: &[(&str, &str)]) -> MapPage {
    let party = party.to_string();
    let fields: Vec<_> = [("party", party.as_str())].iter().chain(fields).copied().collect();
    let answer = browser.call("/api/map/party", &fields).await;
    serde_json::from_slice(&answer.is(200).bytes).expect("a map")
}
