//! What goes wrong, as programs are told.

use serde_json::json;

use crate::support::{Site, a_party, a_person};

#[tokio::test(flavor = "multi_thread")]
async fn addresses_and_methods_that_are_none() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let program = site.free_program("ana").await;
    for path in ["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/parties/x/y/z"] {
        program.get(path).await.is_problem(404, "not_found");
    }
    for name in ["x", "0", "null", "%27", "%00", &"z".repeat(3_000), &uuid::Uuid::now_v7().to_string()] {
        program.get(&format!("/api/v1/parties/{name}")).await.is_problem(404, "not_found");
        program.get(&format!("/api/v1/parties/{party}/guests/{name}")).await.is_problem(404, "not_found");
        program.get(&format!("/api/v1/parties/{party}/posts/{name}")).await.is_problem(404, "not_found");
        program.get(&format!("/api/v1/parties/{party}/photos/{name}")).await.is_problem(404, "not_found");
    }
    program.get("/api/v1/parties/%ff").await.is_problem(404, "not_found");
    for (method, path) in [("DELETE", "/api/v1/parties"), ("POST", "/api/v1/me"), ("OPTIONS", "/api/v1/parties")] {
        let page = program.call(method, path).await;
        assert!(page.is_problem(405, "wrong_method").header("allow").contains("GET"), "{path}");
    }
    site.visitor().get("/api/v1/parties").await.is_problem(401, "no_token").says("Bearer");
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_and_queries_that_cannot_be_read() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let program = site.free_program("ana").await;
    for body in [json!([]), json!("x"), json!(null), json!({ "title": 1 }), json!({ "titel": "Supper" })] {
        program.say("POST", "/api/v1/parties", body).await.is_problem(400, "unreadable");
    }
    program.call("POST", "/api/v1/parties").await.is_problem(415, "no_json");
    let long = json!({ "description": "x".repeat(200_000) });
    program.say("POST", "/api/v1/parties", long).await.is_problem(413, "too_large");
    for query in ["tab=nothing", "after=x", "after=1.x", "tab=%ff"] {
        let page = program.get(&format!("/api/v1/parties?{query}")).await;
        assert_eq!(page.is(400).header("content-type"), "application/problem+json", "{query}");
    }
    let keys = [("idempotency-key", "")];
    program.send("POST", "/api/v1/parties", &keys, Some(json!({}))).await.is_problem(400, "unreadable");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_is_named() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let program = site.free_program("ana").await;
    let input = json!({ "title": "", "time_zone": "Mars/Olympus", "theme": "ugly", "plus_ones": 99 });
    let page = program.say("POST", "/api/v1/parties", input).await;
    let problem = page.is_problem(422, "invalid").json();
    let fields: Vec<_> = problem["errors"].as_array().expect("errors").iter().map(|error| &error["field"]).collect();
    assert_eq!(fields, ["title", "time_zone", "theme", "plus_ones"]);
    assert_eq!(problem["errors"][0]["detail"], "Please fill this in.");
    let input = json!({ "title": "Supper", "time_zone": "UTC", "first_entry": "tomorrow" });
    let page = program.say("POST", "/api/v1/parties", input).await;
    assert_eq!(page.is_problem(422, "invalid").json()["errors"][0]["field"], "first_entry");
}

/// Browsers send cookies along; here they are nothing, and no other site reads an answer.
#[tokio::test(flavor = "multi_thread")]
async fn other_sites_get_nothing() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    ana.get("/api/v1/parties").await.is_problem(401, "no_token");
    let program = site.free_program("ana").await;
    let page = program.send("GET", "/api/v1/parties", &[("origin", "https://evil.example")], None).await;
    assert_eq!(page.is(200).header("access-control-allow-origin"), "");
    assert!(page.cookies().is_empty(), "{:?}", page.cookies());
}
