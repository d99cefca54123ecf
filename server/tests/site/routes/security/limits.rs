//! How much and how often somebody may ask.

use axum::{body::Body, http::header};

use crate::support::{Browser, Database, Page, Site, a_person, form_with, jpeg, rows, value};

#[tokio::test(flavor = "multi_thread")]
async fn forms_that_are_too_large() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let before = rows::everything(&site).await;
    let long = "x".repeat(600_000);
    let page = ana.post("/api/parties/create", &[("title", &long)]).await;
    page.is(413).reads("Too large").reads("That is too large. Please send at most 512 kB.");
    let many: Vec<_> = (0..101).map(|n| format!("field{n}")).collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), "x")).collect();
    ana.post_file("/api/parties/create", &many, "cover", &jpeg(10, 10)).await.is(400);
    let page = ana.post_file("/api/parties/create", &[("title", &long)], "cover", &jpeg(10, 10)).await;
    page.is(413).reads("Please send at most 128 kB.");
    assert_eq!(rows::everything(&site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_too_large() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_UPLOAD_MB", "1")]).await;
    let mut ana = a_person(&site, "ana").await.browser;
    let before = rows::everything(&site).await;
    let fields = [("_page", "/parties/new"), ("title", "Typed")];
    let mut file = jpeg(10, 10);
    file.resize(1_000_001, 0);
    let page = ana.post_file("/api/parties/create", &fields, "cover", &file).await;
    page.is(422).reads("Please choose a picture of at most 1 MB.").says("value=\"Typed\"");
    file.resize(23_000_000, 0);
    let page = ana.post_file("/api/parties/create", &fields, "cover", &file).await;
    page.is(413).reads("Please send at most 1 MB.");
    assert_eq!(rows::everything(&site).await, before);
}

/// Also what stands behind the film that somebody took for a picture, and however fast it comes.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_around_a_large_file_comes_back() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_UPLOAD_MB", "1")]).await;
    let mut ana = a_person(&site, "ana").await.browser;
    let part = |name: &str, rest: &str, value: &[u8]| {
        let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n");
        [head.as_bytes(), value, b"\r\n"].concat()
    };
    let film = vec![0_u8; 15_000_000];
    let body = [
        part("_page", "", b"/parties/new"),
        part("title", "", b"Typed"),
        part("cover", "; filename=\"film.mp4\"\r\nContent-Type: video/mp4", &film),
        part("address", "", b"1 Main Street"),
        b"--edge--\r\n".to_vec(),
    ]
    .concat();
    let request = ana.change("/api/parties/create").header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    let page = ana.send(request.body(Body::from(body)).expect("a request")).await;
    page.is(422).reads("Please choose a picture of at most 1 MB.");
    let form = page.form("/api/parties/create");
    assert_eq!((value(&form, "title"), value(&form, "address")), (Some("Typed"), Some("1 Main Street")));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_where_no_file_belongs() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let before = rows::everything(&site).await;
    for (action, field) in [
        ("/api/parties/create", "photo"),
        ("/api/parties/create", "title"),
        ("/api/accounts/log_in", "login"),
        ("/api/invites/add", "lines"),
        ("/api/accounts/change_profile", "cover"),
    ] {
        ana.post_file(action, &[("title", "x")], field, &jpeg(10, 10)).await.is(400);
    }
    let anonymous = site.visitor().post_file("/api/parties/create", &[("title", "x")], "cover", &jpeg(10, 10)).await;
    anonymous.is(401);
    assert_eq!(rows::everything(&site).await, before);
}

/// Asks until it is too often, and gives the refusal. One request comes back every six seconds.
async fn ask_too_often(site: &Site, address: &str) -> Page {
    for number in 0..40 {
        let page = site.visitor_from(address).get("/login").await;
        if page.status == 429 {
            assert!(number >= 10, "{number} requests are too few");
            return page;
        }
        page.is(200);
    }
    panic!("nobody is stopped");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_waits() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_RATE", "10")]).await;
    let page = ask_too_often(&site, "203.0.113.7").await;
    page.reads("A little slower, please").reads("Please wait").says("</html>");
    let wait: u64 = page.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    site.visitor_from("203.0.113.7").get("/healthz").await.is(200);
    site.visitor_from("203.0.113.8").get("/login").await.is(200);
    ask_too_often(&site, "2001:db8:1:2::1").await;
    site.visitor_from("2001:db8:1:2:ffff::9").get("/login").await.is(429);
    site.visitor_from("2001:db8:1:3::1").get("/login").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_counted_more_strictly() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_RATE", "10")]).await;
    let mut visitor = site.visitor_from("203.0.113.7");
    for _ in 0..2 {
        visitor.post("/api/accounts/log_out", &[]).await.is(303);
    }
    let page = visitor.post("/api/accounts/log_out", &[]).await;
    page.is(429).reads("A little slower, please");
    assert!(!page.header("retry-after").is_empty());
    visitor.get("/").await.is(200);
}

/// Sends the form of a party, with a cover and without a date, from an address behind the proxy.
async fn send_from(browser: &mut Browser, address: &str) -> Page {
    let (kind, form) = form_with(
        &[("_page", "/parties/new"), ("title", "Typed for an hour")],
        &[("cover", "picture.jpg", &jpeg(40, 30))],
    );
    let request = browser.change("/api/parties/create").header("x-forwarded-for", address);
    let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(form)).expect("a request");
    browser.send(request).await
}

/// Also with a session that has many addresses. What was typed comes back, and no file is kept.
#[tokio::test(flavor = "multi_thread")]
async fn changes_are_counted_by_account_too() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_RATE", "10"), ("SOIREE_TRUSTED_PROXIES", "1")]).await;
    let (mut ana, mut bob) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    for address in ["203.0.113.1", "203.0.113.2"] {
        send_from(&mut ana, address).await.is(422);
    }
    let kept = rows::pictures(&site).await.len();
    let page = send_from(&mut ana, "203.0.113.3").await;
    let wait: u64 = page.is(429).reads("Too many tries.").header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(value(&page.form("/api/parties/create"), "title"), Some("Typed for an hour"));
    assert_eq!((kept, rows::pictures(&site).await.len()), (2, 2));
    ana.get("/parties").await.is(200);
    let request = ana.change("/api/sessions/end_others").header("x-forwarded-for", "203.0.113.4");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    ana.send(request.body(Body::empty()).expect("a request")).await.is(303);
    send_from(&mut bob, "203.0.113.3").await.is(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_comes_from_trusted_proxies_alone() {
    let rate = [("SOIREE_RATE", "10"), ("SOIREE_TRUSTED_PROXIES", "1")];
    for (trusted, settings) in [(false, &rate[..1]), (true, &rate[..])] {
        let site = Site::with(Database::Sqlite, settings).await;
        let mut statuses = Vec::new();
        for number in 0..40 {
            let mut visitor = site.visitor_from("10.0.0.1");
            let request = visitor.request(axum::http::Method::GET, "/login");
            let request = request.header("x-forwarded-for", format!("203.0.113.{number}"));
            let request = request.header(header::ACCEPT_LANGUAGE, "en");
            statuses.push(visitor.send(request.body(Body::empty()).expect("a request")).await.status.as_u16());
        }
        assert_eq!(statuses.iter().all(|status| *status == 200), trusted, "{statuses:?}");
    }
}
