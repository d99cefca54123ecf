//! Lists come in pages.

use std::collections::BTreeSet;

use crate::support::{Program, Site, a_party, a_person, invite, many_photos, many_posts};

/// Follows the links from page to page, and gives the identifiers of all.
async fn walk(program: &Program, first: &str) -> (usize, BTreeSet<String>) {
    let (mut path, mut pages, mut all) = (first.to_owned(), 0, BTreeSet::new());
    loop {
        let page = program.get(&path).await;
        let list = page.is(200).json();
        pages += 1;
        for item in list["items"].as_array().expect("a list") {
            assert!(all.insert(item["id"].as_str().expect("an identifier").to_owned()), "{path} repeats {item}");
        }
        let link = page.header("link");
        if link.is_empty() {
            assert!(list["next"].is_null(), "{path}");
            return (pages, all);
        }
        assert!(list["next"].is_string() && link.ends_with("; rel=\"next\""), "{link}");
        path = link.trim_start_matches('<').split('>').next().expect("an address").to_owned();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_item_once() {
    let site = Site::new().await;
    let mut host = a_person(&site, "ana").await;
    let party = a_party().by(&mut host.browser).await;
    for _ in 0..21 {
        a_party().by(&mut host.browser).await;
    }
    let lines: Vec<_> = (0..60).map(|n| format!("Guest é {n}")).collect();
    invite(&site, &mut host.browser, party, &lines.join("\n")).await;
    many_posts(&site, party, &host.person, None, 45).await;
    let program = site.program("ana", "read").await;
    let (pages, parties) = walk(&program, "/api/v1/parties?tab=hosting").await;
    assert_eq!((pages, parties.len()), (2, 22));
    let (pages, guests) = walk(&program, &format!("/api/v1/parties/{party}/guests?answer=pending&search=guest")).await;
    assert_eq!((pages, guests.len()), (2, 60));
    let (pages, posts) = walk(&program, &format!("/api/v1/parties/{party}/posts")).await;
    assert_eq!((pages, posts.len()), (3, 45));
    many_photos(&site, party, &host.person, 130).await;
    let (pages, photos) = walk(&program, &format!("/api/v1/parties/{party}/photos")).await;
    assert_eq!((pages, photos.len()), (3, 130));
}
