//! Photos come in: many at once, from everybody who may, each of them once.

use app::domain::{
    Problem,
    album::{MAX_AT_ONCE, Status},
};

use super::Scene;
use crate::{
    pictures::files,
    support::{Site, Trouble, add_photos, album_rules, jpeg, prepare, read_album, rows, send_photos, shown_photos},
};

on_each_database! {
    async fn guests_users_and_hosts_add_photos(site: Site) {
        let mut scene = Scene::over(site).await;
        let (party, album) = (scene.party, scene.album());
        for (browser, width) in [(&mut scene.ana, 40), (&mut scene.zoe, 50), (&mut scene.cem, 60)] {
            let answer = send_photos(browser, party, &[("caption", "Cake"), ("tags", "Cake, dog")], &[&jpeg(width, 30), &jpeg(width, 31)]).await;
            assert_eq!(answer.is(303).location(), album);
        }
        let received = read_album(&mut scene.zoe, party, &[]).await;
        assert_eq!((received.photos.len(), received.processing.len()), (0, 2), "own ones are told of");
        prepare(&scene.site).await;
        for browser in [&mut scene.ana, &mut scene.zoe, &mut scene.cem] {
            assert_eq!(shown_photos(browser, party).await.len(), 6);
            let page = browser.get(&album).await;
            page.is(200).says("alt=\"Cake\"").says("data:image/bmp;base64,");
        }
        let photos = rows::photos(&scene.site, party).await;
        assert!(photos.iter().all(|photo| photo.status() == Status::Ready && photo.caption == "Cake"));
        assert_eq!(photos.iter().filter(|photo| photo.user_id.is_none()).count(), 2, "Zoe's");
        let sizes: Vec<_> = photos.iter().map(|photo| (photo.width, photo.height)).collect();
        assert_eq!(sizes, [(40, 30), (40, 31), (50, 30), (50, 31), (60, 30), (60, 31)]);
    }

    async fn the_same_photo_twice_is_one(site: Site) {
        let mut scene = Scene::over(site).await;
        let (party, file) = (scene.party, jpeg(40, 30));
        let first = add_photos(&mut scene.zoe, party, &[&file]).await;
        assert_eq!(add_photos(&mut scene.zoe, party, &[&file]).await, first);
        prepare(&scene.site).await;
        let again = add_photos(&mut scene.zoe, party, &[&file]).await;
        assert_eq!((again[0].photo, again[0].status), (first[0].photo, Status::Ready));
        assert_ne!(add_photos(&mut scene.cem, party, &[&file]).await[0].photo, first[0].photo, "of another person");
        assert_eq!(rows::photos(&scene.site, party).await.len(), 2);
        assert_eq!(rows::pictures(&scene.site).await.len(), 2, "nothing is kept twice");
    }

    async fn the_same_photo_at_the_same_time_is_one(site: Site) {
        let scene = Scene::over(site).await;
        let (party, file) = (scene.party, jpeg(40, 30));
        let tap = || {
            let (mut zoe, file) = (scene.zoe.clone(), file.clone());
            async move { add_photos(&mut zoe, party, &[&file]).await.remove(0).photo }
        };
        let photos = futures::future::join_all((0..6).map(|_| tap())).await;
        assert!(photos.iter().all(|photo| *photo == photos[0]), "{photos:?}");
        assert_eq!(rows::photos(&scene.site, party).await.len(), 1);
        prepare(&scene.site).await;
        assert_eq!(rows::pictures(&scene.site).await.len(), 1, "what was sent twice is gone");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_leave_nothing() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    for browser in &mut scene.strangers().await {
        let answer = send_photos(browser, party, &[], &[&jpeg(40, 30)]).await;
        assert!([401, 403].contains(&answer.status.as_u16()), "{}", answer.status);
    }
    assert_eq!((rows::photos(&scene.site, party).await, scene.shelf.keys()), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_photo_is_named_and_the_others_arrive() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let page =
        send_photos(&mut scene.zoe, party, &[("caption", "Mine")], &[&jpeg(40, 30), &files::zip(), &jpeg(50, 30)])
            .await;
    page.is(422).reads(&Problem::NotAPicture.to_string()).reads("Photo 2").says("value=\"Mine\"");
    assert_eq!(rows::photos(&scene.site, party).await.len(), 2);
    let long = "x".repeat(501);
    send_photos(&mut scene.zoe, party, &[("caption", &long)], &[&jpeg(60, 30)]).await.is(422);
    send_photos(&mut scene.zoe, party, &[], &[]).await.is(422).reads("Please fill this in.");
    assert_eq!(rows::photos(&scene.site, party).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_at_once_are_bound() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let photos: Vec<_> = (0..500_u16).map(|number| jpeg(8 + number % 20, 8 + number / 20)).collect();
    let photos: Vec<&[u8]> = photos.iter().map(Vec::as_slice).collect();
    let page = send_photos(&mut scene.zoe, party, &[("caption", "Mine")], &photos).await;
    page.is(422).reads(&Problem::TooManyPhotos { max: MAX_AT_ONCE }.to_string()).says("value=\"Mine\"");
    let kept = rows::photos(&scene.site, party).await.len();
    assert_eq!(kept, MAX_AT_ONCE, "what fits has arrived");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_only_names() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let fields = [("party", party.to_string())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for (number, (sent, kept)) in
        [("../../etc/passwd", "passwd"), ("a\u{202e}b.jpg", "ab.jpg"), ("C:\\x\\y.png", "y.png")].iter().enumerate()
    {
        let file = jpeg(40 + number as u16, 30);
        scene.zoe.post_named("/api/album/add", &fields, "photos", (*sent, &file)).await.is(303);
        assert_eq!(rows::photos(&scene.site, party).await[number].name, *kept);
    }
    assert!(scene.shelf.keys().iter().all(|key| key.starts_with("originals/") && !key.contains("..")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_album_takes_nothing_more() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    add_photos(&mut scene.zoe, party, &[&jpeg(40, 30)]).await;
    album_rules(&mut scene.ana, party, &[("closed", "true")]).await.is(303);
    send_photos(&mut scene.zoe, party, &[], &[&jpeg(50, 30)]).await.is(403);
    prepare(&scene.site).await;
    assert_eq!(shown_photos(&mut scene.zoe, party).await.len(), 1, "what had arrived is shown");
    let album = scene.album();
    scene.zoe.get(&album).await.is(200).reads("The hosts closed this album.").reads_not("Your photos");
    add_photos(&mut scene.ana, party, &[&jpeg(60, 30)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_is_full_or_gone_keeps_nothing_half() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    for (trouble, status) in [(Trouble::Full, 507), (Trouble::Gone, 503)] {
        scene.shelf.fails_after(0, trouble);
        send_photos(&mut scene.zoe, party, &[], &[&jpeg(40, 30)]).await.is(status);
        scene.shelf.works_again();
        assert_eq!(rows::photos(&scene.site, party).await, vec![]);
    }
    add_photos(&mut scene.zoe, party, &[&jpeg(40, 30)]).await;
    scene.site.wait_hours(25);
    server::housekeeping::once(&scene.site.state).await.expect("the sweep works");
    prepare(&scene.site).await;
    assert_eq!(
        (rows::pictures(&scene.site).await.len(), scene.shelf.keys().len()),
        (1, 4),
        "three sizes and the original"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_stops_half_way_leaves_nothing() {
    use axum::{body::Body, http::header};
    let mut scene = Scene::new().await;
    let party = scene.party;
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"party\"\r\n\r\n{party}\r\n--x\r\nContent-Disposition: form-data; \
         name=\"photos\"; filename=\"a.jpg\"\r\n\r\n"
    );
    let mut body = body.into_bytes();
    body.extend_from_slice(&jpeg(400, 300)[..900]);
    let request = scene.zoe.change("/api/album/add").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    scene.zoe.send(request.body(Body::from(body)).expect("a request")).await.is(400);
    assert_eq!((rows::photos(&scene.site, party).await, scene.shelf.keys()), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_name_what_this_program_reads() {
    let kinds = if server::imaging::READS_HEIC { "JPEG, PNG, WebP, GIF or HEIC, " } else { "JPEG, PNG, WebP or GIF, " };
    let mut scene = Scene::new().await;
    let album = scene.album();
    scene.zoe.get(&album).await.is(200).reads(&format!("{kinds}as large as your camera makes them"));
    scene.site.visitor().get("/signup").await.is(200).reads(&format!("{kinds}up to "));
}
