//! From the form to the storage.

use app::domain::{
    PictureId,
    picture::{Size, media_url},
};

use super::{a_party_with, a_site, cover_of, dimensions, made, names, noted};
use crate::support::{PASSWORD, a_party, a_person, jpeg, png, rows, value};

#[tokio::test(flavor = "multi_thread")]
async fn a_cover_is_kept_in_three_sizes() {
    let (site, shelf, mut host) = a_site().await;
    let (party, cover) = a_party_with(&site, &mut host, "link", &jpeg(2400, 1600)).await;
    assert_eq!(shelf.keys(), names(cover));
    let sizes = [(Size::Large, (2048, 1365)), (Size::Medium, (960, 640)), (Size::Small, (320, 213))];
    let mut bytes = 0;
    for (size, expected) in sizes {
        let file = host.get(&media_url(cover, size)).await;
        assert_eq!(dimensions(&file.is(200).bytes), expected);
        bytes += file.bytes.len() as i64;
    }
    let row = noted(&site).await.remove(0);
    assert_eq!((row.purpose.as_str(), row.used, row.width, row.height, row.bytes), ("cover", true, 2048, 1365, bytes));
    host.get(&format!("/p/{party}")).await.is(200).says(&format!("/media/{cover}/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_photo_is_square() {
    let (site, shelf, _) = a_site().await;
    let mut ana = site.visitor();
    let fields = [
        ("_page", "/signup"),
        ("username", "ana"),
        ("email", "ana@example.org"),
        ("display_name", "Ana"),
        ("password", PASSWORD),
    ];
    ana.post_file("/api/accounts/sign_up", &fields, "photo", &png(900, 600)).await.is(303);
    let photo: PictureId = rows::user(&site, "ana").await.photo_id.expect("a photo").into();
    assert_eq!(shelf.keys(), names(photo));
    for (size, edge) in [(Size::Large, 512), (Size::Medium, 256), (Size::Small, 96)] {
        assert_eq!(dimensions(&ana.get(&media_url(photo, size)).await.is(200).bytes), (edge, edge));
    }
    let row = noted(&site).await.remove(0);
    assert_eq!((row.purpose.as_str(), row.used, row.width, row.height), ("profile", true, 512, 512));
    ana.get("/settings").await.says(&format!("/media/{photo}/"));
}

/// The type is told by the content, not by the name: the test's browser calls every file `picture.jpg`.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_small_stays_small() {
    let (site, _, mut host) = a_site().await;
    for (sent, expected) in [(png(300, 200), (300, 200)), (jpeg(1, 1), (1, 1)), (png(1, 3), (1, 3))] {
        let (_, cover) = a_party_with(&site, &mut host, "link", &sent).await;
        for size in Size::ALL {
            let file = host.get(&media_url(cover, size)).await;
            assert_eq!(dimensions(&file.is(200).bytes), expected);
            assert_eq!(file.header("content-type"), "image/jpeg");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_keeps_the_picture() {
    let (site, shelf, mut host) = a_site().await;
    let refused = a_party().with("title", "").send_with_cover(&mut host, &jpeg(400, 300)).await;
    refused.is(422).says("Your picture is already chosen and is kept.");
    let kept = noted(&site).await.remove(0);
    let cover = PictureId::from(kept.id);
    assert!(!kept.used);
    assert_eq!(shelf.keys(), names(cover));
    assert_eq!(rows::parties(&site).await, []);

    let mut form = refused.form("/api/parties/create");
    assert_eq!(value(&form, "cover"), Some(cover.to_string().as_str()));
    form.retain(|(name, _)| name != "title");
    form.push(("title".to_owned(), "With a title".to_owned()));
    let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // A browser sends an empty part where no other file was chosen.
    let party = made(&host.post_nothing_chosen("/api/parties/create", &fields, "cover").await);
    assert_eq!(cover_of(&site, party).await, Some(cover));
    assert!(noted(&site).await[0].used);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_in_use_cannot_be_taken() {
    let (site, _, mut host) = a_site().await;
    let (theirs, cover) = a_party_with(&site, &mut host, "invited", &jpeg(400, 300)).await;
    let mut thief = a_person(&site, "theo").await.browser;
    let id = cover.to_string();
    let fields = [
        ("_page", "/parties/new"),
        ("title", "Mine"),
        ("time_zone", "UTC"),
        ("first_entry", "2099-07-10T20:00"),
        ("cover", id.as_str()),
    ];
    thief.post("/api/parties/create", &fields).await.is(422).says("The picture has to be chosen again.");
    let photo = [("_page", "/settings"), ("display_name", "Theo"), ("photo", id.as_str())];
    thief.post("/api/accounts/change_profile", &photo).await.is(422).says("The picture has to be chosen again.");
    assert_eq!(rows::parties(&site).await.len(), 1);
    assert_eq!(cover_of(&site, theirs).await, Some(cover));
    assert_eq!(rows::user(&site, "theo").await.photo_id, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_hosts_upload_another_cover() {
    let (site, shelf, mut host) = a_site().await;
    for (visibility, status) in [("invited", 404), ("link", 403)] {
        let party = a_party().with("visibility", visibility).by(&mut host).await.to_string();
        let page = format!("/p/{party}/edit");
        let fields = [("_page", page.as_str()), ("party", &party), ("title", "Mine")];
        let mut theo = a_person(&site, &format!("theo-{visibility}")).await.browser;
        theo.post_file("/api/parties/update", &fields, "cover", &jpeg(40, 30)).await.is(status);
        theo.post_file("/api/parties/update", &fields[2..], "cover", &jpeg(40, 30)).await.is(400);
    }
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_upload_nothing() {
    let (site, shelf, _) = a_site().await;
    let mut stranger = site.visitor();
    a_party().send_with_cover(&mut stranger, &jpeg(40, 30)).await.is(401).says("Please log in");
    // Nor does a form take a picture under another name.
    let mut host = a_person(&site, "ben").await.browser;
    host.post_file("/api/parties/create", &[("_page", "/parties/new")], "photo", &jpeg(40, 30)).await.is(400);
    host.post_file("/api/parties/cancel", &[("_page", "/parties")], "cover", &jpeg(40, 30)).await.is(400);
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]));
}
