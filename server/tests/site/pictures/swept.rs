//! What nobody uses goes after a day; what somebody uses stays.

use app::domain::{
    PictureId,
    picture::{Size, media_url},
};
use server::housekeeping;

use super::{a_party_with, a_site, cover_of, names, noted};
use crate::support::{Site, a_party, jpeg, rows};

/// What housekeeping does every ten minutes.
async fn sweep(site: &Site) {
    housekeeping::once(&site.state).await.expect("the sweep works");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unused_upload_goes_after_a_day() {
    let (site, shelf, mut host) = a_site().await;
    a_party().with("title", "").send_with_cover(&mut host, &jpeg(40, 30)).await.is(422);
    site.wait_hours(23);
    sweep(&site).await;
    assert_eq!((shelf.keys().len(), noted(&site).await.len()), (3, 1));
    site.wait_hours(2);
    sweep(&site).await;
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]));
    sweep(&site).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_one_stays() {
    let (site, shelf, mut host) = a_site().await;
    let (_, cover) = a_party_with(&site, &mut host, "link", &jpeg(40, 30)).await;
    site.wait_hours(24 * 10);
    sweep(&site).await;
    assert_eq!(shelf.keys(), names(cover));
    site.visitor().get(&media_url(cover, Size::Large)).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_cover_goes_after_a_day() {
    let (site, shelf, mut host) = a_site().await;
    let (party, old) = a_party_with(&site, &mut host, "link", &jpeg(40, 30)).await;
    let (id, page) = (party.to_string(), format!("/p/{party}/edit"));
    let fields = [
        ("party", id.as_str()),
        ("_page", page.as_str()),
        ("title", "Autumn"),
        ("time_zone", "UTC"),
        ("first_entry", "2099-07-10T20:00"),
    ];
    host.post_file("/api/parties/update", &fields, "cover", &jpeg(50, 30)).await.is(303);
    let new = cover_of(&site, party).await.expect("a cover");
    assert_ne!(new, old);
    assert_eq!(shelf.keys().len(), 6);
    host.get(&media_url(old, Size::Small)).await.is(404);
    site.wait_hours(25);
    sweep(&site).await;
    assert_eq!(shelf.keys(), names(new));
    assert_eq!(noted(&site).await.iter().map(|row| PictureId::from(row.id)).collect::<Vec<_>>(), [new]);

    let fields = [fields.as_slice(), &[("remove_cover", "true")]].concat();
    host.post("/api/parties/update", &fields).await.is(303);
    assert_eq!(cover_of(&site, party).await, None);
    site.wait_hours(25);
    sweep(&site).await;
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_photo_goes_too() {
    let (site, shelf, mut ana) = a_site().await;
    let fields = [("_page", "/settings"), ("display_name", "Hanna")];
    let mut photos = Vec::new();
    for width in [40, 50] {
        ana.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(width, 40)).await.is(303);
        photos.push(PictureId::from(rows::user(&site, "hanna").await.photo_id.expect("a photo")));
    }
    site.wait_hours(25);
    sweep(&site).await;
    assert_eq!(shelf.keys(), names(photos[1]));
}

/// A duplicated party shows the same cover: it goes with the last of them.
#[tokio::test(flavor = "multi_thread")]
async fn a_shared_cover_stays_until_the_last_party_is_gone() {
    let (site, shelf, mut host) = a_site().await;
    let (party, cover) = a_party_with(&site, &mut host, "link", &jpeg(40, 30)).await;
    host.post("/api/parties/duplicate", &[("party", &party.to_string())]).await.is(303);
    let both = rows::parties(&site).await;
    assert_eq!(both.iter().map(|party| party.cover_id).collect::<Vec<_>>(), [Some(cover.0); 2]);
    for (party, left) in both.iter().zip([names(cover), vec![]]) {
        let id = app::domain::PartyId(party.id).to_string();
        host.post("/api/parties/delete", &[("party", &id), ("title", &party.title)]).await.is(303);
        site.wait_hours(25);
        sweep(&site).await;
        assert_eq!(shelf.keys(), left);
    }
    assert_eq!(noted(&site).await, []);
}
