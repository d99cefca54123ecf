//! `/`, and addresses at which nothing is.

use axum::{
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use tower::ServiceExt;

use crate::support::{Site, a_party, a_person, invite, rows};

#[tokio::test(flavor = "multi_thread")]
async fn visitors_read_what_it_is() {
    let site = Site::new().await;
    let page = site.visitor().get("/").await;
    page.is(200).reads("Good evenings start with a good invitation").says("href=\"/signup?next=%2Fparties%2Fnew\"");
    assert!(page.cookies().is_empty(), "who only looks gets no cookie");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_see_their_next_parties_soonest_first() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await, a_person(&site, "bob").await);
    ana.browser.get("/").await.is(200).reads("Hello, Ana").reads("Nothing is planned yet.");
    let in_days = |days: i64| site.in_hours(24 * days);
    let (two, three, four) = (in_days(2), in_days(3), in_days(4));
    let party = |title, at| a_party().with("title", title).with("time_zone", "UTC").with("first_entry", at);
    party("The third", &three).by(&mut ana.browser).await;
    let second = party("The second", &two).by(&mut bo.browser).await;
    let declined = party("The fourth", &four).by(&mut bo.browser).await;
    for id in [second, declined] {
        invite(&site, &mut bo.browser, id, "@ana").await;
    }
    let declined = declined.to_string();
    ana.browser.post("/api/rsvps/answer", &[("party", &declined), ("answer", "no")]).await.is(303);
    ana.browser.get("/").await;
    let page = ana.browser.get("/").await;
    page.is(200).reads("One invitation is waiting for your answer.").reads_not("The fourth");
    let words = page.words();
    let at = |title: &str| words.find(title).unwrap_or_else(|| panic!("{title} is on the page: {words}"));
    assert!(at("The second") < at("The third"));
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_addresses_are_told_so() {
    let site = Site::new().await;
    for path in [
        "/nothing",
        "/p",
        "/parties/x/y",
        "/p/1/nothing",
        "/api",
        "/api/parties/nothing",
        "/settings/x",
        "//",
        "//x:y/",
        "/%00",
        "/.env",
    ] {
        let page = site.visitor().get(path).await;
        page.is(404).reads("Nothing here").says("</html>");
    }
    let mut ana = a_person(&site, "ana").await;
    ana.browser.get("/nothing").await.is(404).says("href=\"/parties\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_methods_are_told_so() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let before = rows::everything(&site).await;
    for (method, path) in [
        (Method::POST, "/"),
        (Method::DELETE, "/parties"),
        (Method::PUT, "/login"),
        (Method::GET, "/api/parties/create"),
        (Method::GET, "/api/accounts/log_out"),
        (Method::POST, "/i/token"),
    ] {
        let request = visitor.request(method.clone(), path).header("origin", "http://soiree.test").body(Body::empty());
        let page = visitor.send(request.expect("a request")).await;
        assert_eq!(page.status.as_u16(), 405, "{method} {path}");
    }
    assert_eq!(rows::everything(&site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_a_page_without_its_text() {
    let site = Site::new().await;
    let request = Request::builder().method(Method::HEAD).uri("/").header(header::ACCEPT, "text/html");
    let response =
        site.router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(response.status(), 200);
    let length =
        response.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    assert!(length.is_some_and(|length| length > 1_000), "{length:?}");
    assert!(to_bytes(response.into_body(), 10).await.expect("a body").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_complete_and_compressed_where_asked() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let request = |encoding: &str| {
        let request = site.visitor().request(Method::GET, "/").header(header::ACCEPT_ENCODING, encoding);
        request.body(Body::empty()).expect("a request")
    };
    let plain = visitor.send(request("gzip")).await;
    assert_eq!(plain.header("content-encoding"), "");
    let response = site.router.clone().oneshot(request("gzip, br")).await.expect("an answer");
    assert_eq!(response.headers()["content-encoding"], "br");
    assert!(response.headers()["vary"].to_str().expect("text").contains("Accept-Encoding"));
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    assert!(bytes.len() * 2 < plain.bytes.len(), "{} of {}", bytes.len(), plain.bytes.len());
}
