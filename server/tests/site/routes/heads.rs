//! What a page says of itself to programs stands in its own head, however many others are made at the same time.

use futures::future::join_all;

use crate::support::{Browser, Site, a_party, a_person};

/// How many of these requests run at the same time.
const AT_ONCE: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn pages_made_side_by_side_keep_their_heads_apart() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let roof = a_party().with("title", "On the roof").by(&mut ana).await;
    let lake = a_party().with("title", "By the lake").by(&mut ana).await;
    let ask = |number: usize| {
        let mut browser: Browser = ana.clone();
        let (party, title) = if number.is_multiple_of(2) { (roof, "On the roof") } else { (lake, "By the lake") };
        async move {
            let page = browser.get(&format!("/p/{party}")).await.is(200).text();
            let head = page.split("</head>").next().unwrap_or_default();
            assert_eq!(head.matches("name=\"description\"").count(), 1, "{head}");
            assert!(head.contains(&format!("property=\"og:title\" content=\"{title}\"")), "{head}");
            let guests = browser.get(&format!("/p/{party}/guests")).await.is(200).text();
            let head = guests.split("</head>").next().unwrap_or_default();
            assert!(head.contains("name=\"robots\" content=\"noindex\""), "{head}");
        }
    };
    join_all((0..AT_ONCE).map(ask)).await;
}
