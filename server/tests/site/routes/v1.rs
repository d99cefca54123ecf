//! `/api/v1`: what programs get. (Who may do what stands in `access`.)

mod errors;
mod guests;
mod lists;
mod parties;
mod photos;
mod repeats;

use crate::support::{Database, Site, a_party, a_person};

#[tokio::test(flavor = "multi_thread")]
async fn the_description_is_for_everybody() {
    let site = Site::new().await;
    let page = site.visitor().get("/api/v1/openapi.json").await;
    assert_eq!(page.is(200).header("content-type"), "application/json");
    let document = page.json();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.")), "{document}");
    assert!(document["paths"]["/api/v1/parties/{party}"]["patch"].is_object());
    let text = page.text();
    assert!(!text.contains("\"$ref\":\"#/components/schemas/\""), "no reference leads nowhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_not_changed_is_not_sent_again() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let program = site.free_program("ana").await;
    let path = format!("/api/v1/parties/{party}");
    let first = program.get(&path).await;
    let tag = first.is(200).header("etag").to_owned();
    assert!(tag.starts_with('"') && first.header("vary").contains("Authorization"), "{tag}");
    let again = program.send("GET", &path, &[("if-none-match", &tag)], None).await;
    assert!(again.is(304).bytes.is_empty());
    assert_eq!(again.header("etag"), tag);
    program.say("PATCH", &path, serde_json::json!({ "place": "The cellar" })).await.is(200);
    let changed = program.send("GET", &path, &[("if-none-match", &tag)], None).await;
    assert_ne!(changed.is(200).header("etag"), tag);
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_counted_by_token() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_RATE", "10")]).await;
    for (username, address) in [("ana", "203.0.113.1"), ("bob", "203.0.113.2")] {
        let mut browser = site.visitor_from(address);
        let email = format!("{username}@example.org");
        let fields = [
            ("username", username),
            ("email", &email),
            ("display_name", "Somebody"),
            ("password", crate::support::PASSWORD),
        ];
        browser.post("/api/accounts/sign_up", &fields).await.is(303);
    }
    let ana = site.program("ana", "read").await;
    let first = ana.get("/api/v1/me").await;
    assert_eq!(first.is(200).header("ratelimit-policy"), "\"token\";q=10;w=60");
    assert_eq!(first.header("ratelimit"), "\"token\";r=9;t=6");
    for _ in 0..9 {
        ana.get("/api/v1/me").await.is(200);
    }
    let refused = ana.get("/api/v1/me").await;
    let wait: u64 = refused.is_problem(429, "too_many").header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
}
