//! Pictures in S3, on the server that `make test` starts.

use std::{env, sync::Arc, time::SystemTime};

use app::domain::picture::{Size, media_url};
use server::{
    housekeeping,
    storage::{S3Credentials, S3Settings, S3Storage, Storage},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{a_party_with, dimensions, noted};
use crate::support::{Browser, Database, Site, a_guest, a_party, a_person, invite, jpeg};

fn setting(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set; `make test` starts the server"))
}

async fn a_site() -> (Site, Browser) {
    let (endpoint, bucket) = (setting("SOIREE_TEST_S3_ENDPOINT"), setting("SOIREE_TEST_S3_BUCKET"));
    let (key, secret) = (setting("SOIREE_TEST_S3_ACCESS_KEY"), setting("SOIREE_TEST_S3_SECRET_KEY"));
    let settings = [
        ("SOIREE_STORAGE", "s3"),
        ("SOIREE_S3_BUCKET", bucket.as_str()),
        ("SOIREE_S3_ENDPOINT", endpoint.as_str()),
        ("SOIREE_S3_PATH_STYLE", "true"),
        ("SOIREE_S3_ACCESS_KEY", key.as_str()),
        ("SOIREE_S3_SECRET_KEY", secret.as_str()),
    ];
    let storage = S3Storage::connect(S3Settings {
        bucket: bucket.clone(),
        region: "us-east-1".to_owned(),
        endpoint: Some(endpoint.clone()),
        public_endpoint: None,
        path_style: true,
        credentials: Some(S3Credentials { access_key_id: key.clone(), secret_access_key: secret.clone() }),
    });
    let storage = storage.await;
    storage.healthy().await.expect("the bucket is there");
    let site = Site::storing(Database::Sqlite, &settings, Arc::new(storage)).await;
    let host = a_person(&site, "hanna").await.browser;
    (site, host)
}

/// What a browser gets at an address outside of the site: the head of the answer and its body.
async fn fetch(url: &str) -> (String, Vec<u8>) {
    let (host, path) = url.strip_prefix("http://").and_then(|url| url.split_once('/')).expect("an address");
    let mut stream = TcpStream::connect(host).await.expect("somebody answers");
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    let end = answer.windows(4).position(|part| part == b"\r\n\r\n").expect("a head");
    (String::from_utf8_lossy(&answer[..end]).to_lowercase(), answer[end + 4..].to_vec())
}

fn hour() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a time").as_secs() / 3600
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_leads_to_the_picture_and_stays_the_same() {
    let (site, mut host) = a_site().await;
    let (_, cover) = a_party_with(&site, &mut host, "link", &jpeg(1200, 900)).await;
    for (size, expected) in [(Size::Large, (1200, 900)), (Size::Medium, (960, 720)), (Size::Small, (320, 240))] {
        let answer = site.visitor().get(&media_url(cover, size)).await;
        let link = answer.is(302).location();
        assert!(link.starts_with(&setting("SOIREE_TEST_S3_ENDPOINT")) && link.contains("X-Amz-Signature="), "{link}");
        assert!(answer.header("cache-control").starts_with("private, max-age="));
        let (head, file) = fetch(link).await;
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(head.contains("content-type: image/jpeg"), "{head}");
        assert_eq!(dimensions(&file), expected);
    }
    let (before, path) = (hour(), media_url(cover, Size::Small));
    let links = [host.get(&path).await, site.visitor().get(&path).await];
    assert!(links[0].location() == links[1].location() || hour() != before, "caches can keep what the link names");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_may_show_what_is_there() {
    let (site, _) = a_site().await;
    let page = site.visitor().get("/").await;
    let policy = page.is(200).header("content-security-policy");
    let pictures = policy.split(';').find(|part| part.trim().starts_with("img-src")).expect("a rule for pictures");
    assert!(pictures.contains(&setting("SOIREE_TEST_S3_ENDPOINT")), "{pictures}");
    site.visitor().get("/readyz").await.is(200).says("storage ok");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_sees_the_party_gets_a_link() {
    let (site, mut host) = a_site().await;
    let (party, cover) = a_party_with(&site, &mut host, "invited", &jpeg(40, 30)).await;
    let token = invite(&site, &mut host, party, "Kim").await.remove(0);
    let path = media_url(cover, Size::Small);
    site.visitor().get(&path).await.is(404);
    let answer = a_guest(&site, &token).await.get(&path).await;
    let link = answer.is(302).location();
    assert!(fetch(link).await.0.starts_with("http/1.1 200"));
    let unsigned = link.split('?').next().expect("a path");
    assert!(fetch(unsigned).await.0.starts_with("http/1.1 403"), "the bucket itself is closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_uses_is_swept_from_the_bucket() {
    let (site, mut host) = a_site().await;
    let refused = a_party().with("title", "").send_with_cover(&mut host, &jpeg(40, 30)).await;
    refused.is(422);
    let id = noted(&site).await.remove(0).id.into();
    let key = server::uploads::key(id, Size::Small).expect("a key");
    assert!(site.state.storage.get(&key, None).await.is_ok());
    site.wait_hours(25);
    housekeeping::once(&site.state).await.expect("the sweep works");
    assert!(matches!(site.state.storage.get(&key, None).await, Err(server::storage::StorageError::NotFound)));
    assert_eq!(noted(&site).await, []);
}
