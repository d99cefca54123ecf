//! Pages that change by themselves where scripts are on; where they are off, a link brings what is new.

use crate::support::{Browser, Site, a_guest, a_party, a_person, invite, post};

/// The page listens, and has a link to itself.
async fn is_live(browser: &mut Browser, path: &str) {
    let page = browser.get(path).await;
    let tags = page.is(200).reads("Refresh").tags();
    let address = tags.iter().find_map(|tag| tag.get("data-events")).unwrap_or_else(|| panic!("{path} listens"));
    assert!(address.starts_with("/events?"), "{address}");
    let mut parts = tags.iter().filter(|tag| tag.get("data-topic").is_some());
    assert!(parts.any(|tag| tag.get("id").is_some_and(|id| id != "bell")), "{path} has parts that change");
    let links =
        tags.iter().filter(|tag| tag.name == "a" && tag.get("class").is_some_and(|class| class.contains("btn")));
    let links: Vec<_> = links.filter_map(|tag| tag.get("href")).collect();
    assert!(links.contains(&path), "no button of {path} leads there: {links:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_that_stands_open_can_be_had_anew() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let path = format!("/p/{party}");
    is_live(&mut ana, &format!("{path}/guests")).await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    let mut zoe = a_guest(&site, &token).await;
    let hello = post(&mut zoe, party, "Hello").await;
    for page in ["", "/board", &format!("/board/{hello}")] {
        is_live(&mut zoe, &format!("{path}{page}")).await;
        is_live(&mut ana, &format!("{path}{page}")).await;
    }
    is_live(&mut ana, &format!("{path}/guests")).await;
    is_live(&mut ana, &format!("{path}/guests?answer=pending")).await;
    is_live(&mut ana, "/notifications").await;
}
