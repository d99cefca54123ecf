//! Numbers for Prometheus.

use std::net::{SocketAddr, TcpListener};

use axum::{body::Body, http::Method};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{TOKEN, Watched};
use crate::support::{Browser, Database, Page, Site, a_party, a_person, jpeg};

async fn with_token(browser: &mut Browser, token: &str) -> Page {
    let request = browser.request(Method::GET, "/metrics").header("authorization", format!("Bearer {token}"));
    browser.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn are_counted_and_told_to_whoever_has_the_token() {
    let watched = Watched::start().await;
    let site = &watched.site;
    let mut host = a_person(site, "hanna").await.browser;
    let fields = [("_page", "/settings"), ("display_name", "Hanna")];
    host.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(40, 40)).await.is(303);
    let party = a_party().by(&mut host).await;
    for _ in 0..3 {
        host.get(&format!("/p/{party}")).await.is(200);
    }
    host.get("/pkg/nothing.css").await.is(404);
    let mut prometheus = site.visitor();
    prometheus.get("/metrics").await.is(401);
    with_token(&mut prometheus, "another-token-4711").await.is(401);
    let page = with_token(&mut prometheus, TOKEN).await;
    page.is(200);
    assert!(page.header("content-type").starts_with("application/openmetrics-text"));
    for line in [
        "soiree_requests_total{route=\"/p/{party}\",method=\"GET\",status=\"200\"} 3",
        "soiree_requests_total{route=\"-\",method=\"GET\",status=\"404\"} 1",
        "soiree_request_seconds_count{route=\"/p/{party}\"} 3",
        "soiree_uploads_total{outcome=\"ok\"} 1",
        "soiree_pool_connections{pool=\"write\",state=\"busy\"} 0",
        "soiree_statement_seconds_count{verb=\"INSERT\"}",
        "soiree_open_streams 0",
        "# EOF",
    ] {
        page.says(line);
    }
    watched.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn are_not_there_unless_somebody_wants_them() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    visitor.get("/metrics").await.is(404);
    with_token(&mut visitor, "").await.is(404);
}

/// What somebody gets who asks there, head and all.
async fn fetch(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("somebody listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn may_have_an_address_of_their_own() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = free.local_addr().expect("an address");
    drop(free);
    let setting = address.to_string();
    let site = Site::with(Database::Sqlite, &[("SOIREE_METRICS_ADDRESS", setting.as_str())]).await;
    server::metrics::listen(&site.state).await.expect("it listens");
    let mut visitor = site.visitor();
    visitor.get("/").await.is(200);
    let numbers = fetch(address, "/metrics").await;
    assert!(numbers.starts_with("HTTP/1.1 200"), "{numbers}");
    assert!(numbers.contains("soiree_requests_total{route=\"/\",method=\"GET\",status=\"200\"} 1"), "{numbers}");
    assert!(fetch(address, "/").await.starts_with("HTTP/1.1 404"), "nothing else is there");
    visitor.get("/metrics").await.is(404);
}
