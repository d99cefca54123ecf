//! Headers on every kind of response.

use axum::{
    body::Body,
    http::{Method, header},
};

use crate::support::{Database, Page, Site, a_guest, a_party, a_person, invite, jpeg, rows};

#[track_caller]
fn protected(page: &Page, what: &str) {
    let policy = page.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self' 'nonce-",
        "style-src 'self';",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "img-src 'self'",
    ] {
        assert!(policy.contains(part), "{what}: {part} is not in {policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'),
        "{what}: {policy}"
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ] {
        assert_eq!(page.header(name), value, "{name} of {what}");
    }
    let caching = page.header("cache-control");
    assert!(!caching.is_empty(), "{what} says how it is cached");
    if page.header("content-type").starts_with("text/html") {
        assert!(caching.contains("no-cache") && caching.contains("private"), "{what}: {caching}");
    }
    assert_eq!(page.header("server"), "", "{what} does not tell what runs here");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_every_kind_of_response() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_UPLOAD_MB", "1")]).await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    ana.post_file("/api/parties/create", &fields, "cover", &jpeg(400, 300)).await.is(303);
    let row = rows::parties(&site).await.remove(0);
    let (party, cover) = (app::domain::PartyId(row.id), app::domain::PictureId(row.cover_id.expect("a cover")));
    let other = a_party().by(&mut ana).await;
    let token = invite(&site, &mut ana, other, "Zoe").await.remove(0);
    for (path, status) in [
        ("/".to_owned(), 200),
        (format!("/p/{party}"), 200),
        (format!("/p/{party}/guests"), 200),
        (format!("/p/{party}/guests.csv"), 200),
        (format!("/media/{cover}/small.jpg"), 200),
        (format!("/media/{cover}/huge.jpg"), 404),
        (format!("/i/{token}"), 303),
        ("/i/nothing".to_owned(), 410),
        ("/nothing".to_owned(), 404),
        ("/p/x".to_owned(), 404),
        ("/parties?tab=hosting&after=x".to_owned(), 400),
        ("/healthz".to_owned(), 200),
        ("/readyz".to_owned(), 200),
        ("/readyz/self".to_owned(), 200),
        ("/api/parties/create".to_owned(), 405),
        ("/media/%ff/x".to_owned(), 400),
    ] {
        protected(ana.get(&path).await.is(status), &path);
    }
    for (fields, status) in [(vec![("title", "")], 422), (fields.to_vec(), 303)] {
        protected(ana.post("/api/parties/create", &fields).await.is(status), "create");
    }
    protected(site.visitor().get("/settings").await.is(401), "401");
    protected(a_guest(&site, &token).await.get(&format!("/p/{party}/edit")).await.is(401), "401");
    protected(a_person(&site, "bob").await.browser.get(&format!("/p/{party}/edit")).await.is(403), "403");
    let long = "x".repeat(600_000);
    protected(ana.post("/api/parties/create", &[("title", &long)]).await.is(413), "413");
    let request = ana.request(Method::POST, "/api/parties/create").header("origin", "https://evil.example");
    protected(ana.send(request.body(Body::empty()).expect("a request")).await.is(403), "cross-site");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_what_programs_get() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    for (method, path) in [(Method::POST, "/api/parties/create"), (Method::GET, "/nothing"), (Method::GET, "/settings")]
    {
        let mut request = visitor.request(method, path).body(Body::empty()).expect("a request");
        request.headers_mut().insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
        protected(&visitor.send(request).await, path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn https_is_remembered_where_it_is_used() {
    let plain = Site::new().await;
    assert_eq!(plain.visitor().get("/").await.header("strict-transport-security"), "");
    let site = Site::with(Database::Sqlite, &[("SOIREE_BASE_URL", "https://soiree.test")]).await;
    for path in ["/", "/nothing", "/healthz"] {
        let page = site.visitor().get(path).await;
        protected(&page, path);
        assert_eq!(page.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_ends_when_the_process_is_told_to_stop() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    visitor.get("/readyz").await.is(200).says("database ok\nstorage ok\n");
    site.state.stop();
    visitor.get("/readyz").await.is(503).says("stopping");
    visitor.get("/healthz").await.is(200).says("ok");
    visitor.get("/").await.is(200);
}
