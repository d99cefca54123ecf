//! From the storage to the browser.

use app::domain::{
    PictureId,
    picture::{Size, media_url},
};
use axum::{body::Body, http::Method};

use super::{a_party_with, a_site};
use crate::support::{Browser, Page, a_guest, a_person, invite, jpeg};

const LASTING: &str = "max-age=31536000, immutable";

async fn get_with(browser: &mut Browser, path: &str, header: (&str, &str)) -> Page {
    let request = browser.request(Method::GET, path).header(header.0, header.1).body(Body::empty());
    browser.send(request.expect("a request")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whole_and_for_long() {
    let (site, _, mut host) = a_site().await;
    let (_, cover) = a_party_with(&site, &mut host, "link", &jpeg(400, 300)).await;
    let path = media_url(cover, Size::Medium);
    let mut stranger = site.visitor();
    let file = stranger.get(&path).await;
    file.is(200);
    assert_eq!(file.header("content-type"), "image/jpeg");
    assert_eq!(file.header("content-length"), file.bytes.len().to_string());
    assert_eq!(file.header("cache-control"), format!("public, {LASTING}"));
    assert_eq!(file.header("accept-ranges"), "bytes");
    let etag = file.header("etag");
    assert!(etag.starts_with('"') && etag.ends_with('"') && etag.len() > 10, "{etag}");

    for tags in [etag.to_owned(), format!("\"other\", {etag}"), format!("W/{etag}"), "*".to_owned()] {
        let same = get_with(&mut stranger, &path, ("if-none-match", &tags)).await;
        assert!(same.is(304).bytes.is_empty());
        assert_eq!((same.header("etag"), same.header("cache-control")), (etag, file.header("cache-control")));
    }
    let other = get_with(&mut stranger, &path, ("if-none-match", "\"other\"")).await;
    assert_eq!(other.is(200).bytes, file.bytes);
    let small = stranger.get(&media_url(cover, Size::Small)).await;
    assert_ne!(small.header("etag"), etag, "each size is a file of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_parts() {
    let (site, _, mut host) = a_site().await;
    let (_, cover) = a_party_with(&site, &mut host, "link", &jpeg(400, 300)).await;
    let path = media_url(cover, Size::Large);
    let whole = host.get(&path).await.bytes;
    let size = whole.len();
    let last = size - 1;
    for (range, part) in [
        ("bytes=0-9".to_owned(), 0..10),
        ("bytes=10-".to_owned(), 10..size),
        ("bytes=-7".to_owned(), size - 7..size),
        (format!("bytes={last}-{}", size + 100), last..size),
    ] {
        let answer = get_with(&mut host, &path, ("range", &range)).await;
        assert_eq!(answer.is(206).bytes, whole[part.clone()], "{range}");
        assert_eq!(answer.header("content-range"), format!("bytes {}-{}/{size}", part.start, part.end - 1));
        assert_eq!(answer.header("content-length"), part.len().to_string());
        assert_eq!(answer.header("cache-control"), format!("public, {LASTING}"));
    }
    for range in [format!("bytes={size}-"), "bytes=-0".to_owned()] {
        let answer = get_with(&mut host, &path, ("range", &range)).await;
        assert_eq!(answer.is(416).header("content-range"), format!("bytes */{size}"), "{range}");
        assert!(!answer.header("cache-control").contains("immutable"));
    }
    for ignored in ["bytes=5-2", "bytes=0-1,3-4", "lines=0-1"] {
        assert_eq!(get_with(&mut host, &path, ("range", ignored)).await.is(200).bytes, whole, "{ignored}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_to_those_who_see_the_party() {
    let (site, _, mut host) = a_site().await;
    let (party, cover) = a_party_with(&site, &mut host, "invited", &jpeg(400, 300)).await;
    let (other, _) = a_party_with(&site, &mut host, "invited", &jpeg(40, 30)).await;
    let token = invite(&site, &mut host, party, "Kim").await.remove(0);
    let foreign = invite(&site, &mut host, other, "Lou").await.remove(0);
    let path = media_url(cover, Size::Large);

    let mut guest = a_guest(&site, &token).await;
    for allowed in [&mut guest, &mut host] {
        let file = allowed.get(&path).await;
        assert_eq!(file.is(200).header("cache-control"), format!("private, {LASTING}"));
        let etag = file.header("etag").to_owned();
        let same = get_with(allowed, &path, ("if-none-match", &etag)).await;
        assert_eq!(same.is(304).header("cache-control"), format!("private, {LASTING}"));
        let part = get_with(allowed, &path, ("range", "bytes=0-1")).await;
        assert_eq!(part.is(206).header("cache-control"), format!("private, {LASTING}"));

        let strangers = [site.visitor(), a_guest(&site, &foreign).await];
        for mut stranger in strangers {
            // Whoever has seen the tag elsewhere learns nothing from it either.
            let refused = get_with(&mut stranger, &path, ("if-none-match", &etag)).await;
            refused.is(404).says("Nothing here");
            assert!(!refused.header("cache-control").contains("public"));
        }
    }
    let mut user = a_person(&site, "theo").await.browser;
    user.get(&path).await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_at_other_addresses() {
    let (site, _, mut host) = a_site().await;
    let (_, cover) = a_party_with(&site, &mut host, "link", &jpeg(40, 30)).await;
    for file in ["huge.jpg", "large.png", "large", "..%2Flarge.jpg", "large.jpg%00"] {
        host.get(&format!("/media/{cover}/{file}")).await.is(404);
    }
    for id in [PictureId::new().to_string(), "x".to_owned(), cover.0.simple().to_string()] {
        host.get(&format!("/media/{id}/large.jpg")).await.is(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn public_ones_from_a_cdn() {
    let (mut site, _, _) = a_site().await;
    site.state.cdn = Some("https://cdn.example/soiree".to_owned());
    site.router = site.twin();
    let mut host = a_person(&site, "cleo").await.browser;
    let (_, public) = a_party_with(&site, &mut host, "link", &jpeg(40, 30)).await;
    let (_, private) = a_party_with(&site, &mut host, "invited", &jpeg(40, 30)).await;
    let elsewhere = host.get(&media_url(public, Size::Small)).await;
    let address = format!("https://cdn.example/soiree/pictures/{}/small.jpg", public.0.simple());
    assert_eq!(elsewhere.is(302).location(), address);
    assert_eq!(elsewhere.header("cache-control"), "public, max-age=86400");
    let own = host.get(&media_url(private, Size::Small)).await;
    assert_eq!(own.is(200).header("cache-control"), format!("private, {LASTING}"));
}
