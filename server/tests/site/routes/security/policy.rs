//! Pages keep to their content security policy.

use crate::support::{Browser, Page, Site, a_guest, a_party, a_person, invite};

fn nonce(page: &Page) -> String {
    let policy = page.header("content-security-policy");
    let nonce = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split('\'').next());
    nonce.unwrap_or_else(|| panic!("{policy} has a nonce")).to_owned()
}

/// Whether it is an address of this site.
fn local(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") || address.starts_with("http://soiree.test/")
}

fn keeps_to_it(page: &Page, path: &str) {
    let nonce = nonce(page);
    for tag in page.tags() {
        assert!(tag.name != "style", "{path} has a style element");
        assert!(
            !["iframe", "object", "embed", "base", "frame"].contains(&tag.name.as_str()),
            "{path} has <{}>",
            tag.name
        );
        if tag.name == "script" {
            assert_eq!(tag.get("nonce"), Some(nonce.as_str()), "{path}: {tag:?}");
        }
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on"), "{path} has {name} on <{}>", tag.name);
            assert!(name != "style", "{path} has an inline style on <{}>", tag.name);
            let loaded = ["src", "srcset", "action", "poster", "background"].contains(&name.as_str());
            assert!(!loaded || local(value), "{path} loads {value} in <{}>", tag.name);
            assert!(!(tag.name == "link" && name == "href") || local(value), "{path} links {value}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_inline_code_no_inline_style_no_third_party() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party =
        a_party().with("latitude", "52.5").with("longitude", "13.4").with("description", "[map](https://example.org)");
    let party = party.by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe\nCem").await.remove(0);
    let guest = ana.get(&format!("/p/{party}/guests")).await.links("class=\"name\"").remove(0);
    let mut zoe = a_guest(&site, &token).await;
    let pages =
        ["", "/edit", "/guests", "/guests?print=1", "/guests/add", "/hosts", "/duplicate", "/cancel", "/delete"];
    let mut paths: Vec<_> = pages.iter().map(|page| format!("/p/{party}{page}")).collect();
    paths.extend(
        ["/", "/parties", "/parties/new", "/settings", "/settings/password", "/settings/sessions"]
            .map(ToOwned::to_owned),
    );
    paths.extend(
        [
            "/settings/tokens",
            "/settings/webhooks",
            "/developers",
            "/settings/delete",
            "/login",
            "/signup",
            "/logout",
            "/nothing",
            "/i/nothing",
            &guest,
        ]
        .map(ToOwned::to_owned),
    );
    for path in &paths {
        for browser in [&mut ana, &mut zoe, &mut site.visitor()] {
            let page = browser.get(path).await;
            if page.status != 303 {
                keeps_to_it(&page, path);
            }
        }
    }
    let refused = ana.post("/api/parties/create", &[("_page", "/parties/new")]).await;
    keeps_to_it(&refused, "a refused form");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nonce_is_used_once() {
    let site = Site::new().await;
    let mut seen = Vec::new();
    for path in ["/", "/", "/nothing", "/login", "/login", "/healthz"] {
        let nonce = nonce(&site.visitor().get(path).await);
        assert!(nonce.len() >= 22, "128 bits: {nonce}");
        seen.push(nonce);
    }
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all);
}

async fn scripts(browser: &mut Browser, path: &str) -> usize {
    let page = browser.get(path).await;
    page.is(200).tags().iter().filter(|tag| tag.name == "script").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_without_an_island_have_no_script() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    for path in ["/", "/login", "/signup?x"] {
        let mut visitor = site.visitor();
        let islands = visitor.get(path).await.text().contains("<leptos-island");
        assert_eq!(scripts(&mut visitor, path).await > 0, islands, "{path}");
    }
    assert_eq!(scripts(&mut site.visitor(), "/").await, 0);
    assert_eq!(scripts(&mut site.visitor(), "/login").await, 0);
    let settings = ["password", "sessions", "tokens", "webhooks"].map(|page| format!("/settings/{page}"));
    let hosts = format!("/p/{party}/hosts");
    for path in ["/parties", "/developers", &hosts].into_iter().chain(settings.iter().map(String::as_str)) {
        assert_eq!(scripts(&mut ana, path).await, 0, "{path}");
    }
    assert!(scripts(&mut ana, &format!("/p/{party}/guests")).await > 0, "the guest list copies links");
}
