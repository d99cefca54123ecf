//! `/api/people/follow` and `/api/people/unfollow`

use crate::support::{Browser, PASSWORD, Page, Site, a_person, rows};

async fn post(browser: &mut Browser, verb: &str, username: &str) -> Page {
    let page = format!("/u/{username}");
    browser.post(&format!("/api/people/{verb}"), &[("_page", &page), ("username", username)]).await
}

on_each_database! {
    async fn two_who_follow_each_other_are_friends(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        ana.get("/u/bob").await.is(200).reads("Follow Bob").reads_not("Follows you");
        let answer = post(&mut ana, "follow", "bob").await;
        assert_eq!(answer.is(303).location(), "/u/bob");
        ana.follow(&answer).await.is(200).reads("You follow them now.").reads("You follow").reads("Unfollow Bob");
        bo.get("/u/ana").await.is(200).reads("Follows you").reads("Follow back Ana");
        post(&mut bo, "follow", "ana").await.is(303);
        assert_eq!(rows::follows(&site).await, ["ana follows bob", "bob follows ana"]);
        for (browser, other) in [(&mut ana, "bob"), (&mut bo, "ana")] {
            browser.get(&format!("/u/{other}")).await.is(200).reads("Friends");
        }
        let answer = post(&mut ana, "unfollow", "bob").await;
        ana.follow(&answer).await.is(200).reads("You no longer follow them.").reads("Follows you");
        assert_eq!(rows::follows(&site).await, ["bob follows ana"]);
    }

    async fn following_twice_is_following_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        a_person(&site, "bob").await;
        for username in ["bob", "@Bob", " bob "] {
            post(&mut ana, "follow", username).await.is(303);
        }
        assert_eq!(rows::follows(&site).await, ["ana follows bob"]);
        for _ in 0..2 {
            post(&mut ana, "unfollow", "bob").await.is(303);
        }
        assert!(rows::follows(&site).await.is_empty());
    }

    async fn with_an_account_goes_who_follows_it_and_whom_it_follows(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let mut cem = a_person(&site, "cem").await.browser;
        post(&mut ana, "follow", "bob").await.is(303);
        post(&mut bo, "follow", "ana").await.is(303);
        for other in ["ana", "bob"] {
            post(&mut cem, "follow", other).await.is(303);
        }
        post(&mut bo, "block", "cem").await.is(303);
        bo.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
        assert_eq!(rows::follows(&site).await, ["cem follows ana"]);
        assert!(rows::blocks(&site).await.is_empty());
        ana.get("/u/bob").await.is(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_does_not_undo_what_came_after() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    a_person(&site, "bob").await;
    let fields = [("username", "bob")];
    ana.post_with_key("/api/people/follow", "the first form", &fields).await.is(303);
    post(&mut ana, "unfollow", "bob").await.is(303);
    ana.post_with_key("/api/people/follow", "the first form", &fields).await.is(303);
    assert!(rows::follows(&site).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_follows_themselves_or_nobody() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let before = rows::everything(&site).await;
    for verb in ["follow", "unfollow", "block", "unblock"] {
        post(&mut ana, verb, "ana").await.is(403).reads("You may not do that here.");
        for username in ["nobody", "", "%", "' OR ''='", "a\0b"] {
            post(&mut ana, verb, username).await.is(404);
        }
        post(&mut site.visitor(), verb, "ana").await.is(401).reads("Please log in");
    }
    assert_eq!(rows::everything(&site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn goes_back_to_the_list_where_it_was_tapped() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    post(&mut bo, "follow", "ana").await.is(303);
    let page = ana.get("/people?tab=followers").await;
    let form = page.is(200).form("/api/people/follow");
    let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = ana.post("/api/people/follow", &fields).await;
    assert_eq!(answer.is(303).location(), "/people?tab=followers");
    ana.follow(&answer).await.is(200).reads("Friends").reads("Unfollow Bob");
    let elsewhere = [("username", "bob"), ("next", "https://evil.example/people")];
    assert_eq!(ana.post("/api/people/follow", &elsewhere).await.is(303).location(), "/u/bob");
}
