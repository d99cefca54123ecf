//! Changes come from this site, or not at all.

use axum::{
    body::Body,
    http::{Method, header},
};
use server::router::api_routes;

use crate::support::{Browser, Page, Site, a_party, a_person, rows};

async fn post(browser: &mut Browser, path: &str, headers: &[(&str, &str)], body: &str) -> Page {
    let mut request =
        browser.request(Method::POST, path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request.body(Body::from(body.to_owned())).expect("a request")).await
}

const FOREIGN: [&[(&str, &str)]; 10] = [
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "")],
    &[("origin", "https://soiree.test")],
    &[("origin", "http://soiree.test:8080")],
    &[("origin", "http://soiree.test.evil.example")],
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("origin", "http://soiree.test"), ("sec-fetch-site", "cross-site")],
    // A browser sends one of them; something else with cookies is not trusted.
    &[],
];

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_change_nothing() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let before = rows::everything(&site).await;
    for headers in FOREIGN {
        for path in api_routes() {
            let page =
                post(&mut ana, &path, headers, &format!("party={party}&title=Summer on the roof&username=ana")).await;
            page.is(403).reads("This came from another site, so nothing was changed.");
        }
    }
    assert_eq!(rows::everything(&site).await, before);
    ana.get("/settings").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn this_site_does() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let own: [&[(&str, &str)]; 4] = [
        &[("origin", "http://soiree.test")],
        &[("origin", "http://soiree.test"), ("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
    ];
    for (number, headers) in own.into_iter().enumerate() {
        let body = format!("display_name=Ana+{number}");
        post(&mut ana, "/api/accounts/change_profile", headers, &body).await.is(303);
        assert_eq!(rows::user(&site, "ana").await.display_name, format!("Ana {number}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_host_that_was_asked_is_this_site_too() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let mut ask = async |host: &str, origin: &str| {
        let mut request =
            visitor.change("/api/accounts/log_in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let headers = request.headers_mut().expect("a request");
        headers.insert(header::HOST, host.parse().expect("a host"));
        headers.insert(header::ORIGIN, origin.parse().expect("an origin"));
        visitor.send(request.body(Body::from("login=x&password=y")).expect("a request")).await.status.as_u16()
    };
    assert_eq!(ask("127.0.0.1:3000", "http://127.0.0.1:3000").await, 422);
    assert_eq!(ask("127.0.0.1:3000", "https://127.0.0.1:3000").await, 403);
    assert_eq!(ask("127.0.0.1:3000", "http://evil.example").await, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_from_elsewhere_are_welcome() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let request = ana.request(Method::GET, "/settings").header("sec-fetch-site", "cross-site");
    ana.send(request.body(Body::empty()).expect("a request")).await.is(200);
}
