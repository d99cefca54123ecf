//! `/parties`

use app::domain::PartyId;

use crate::support::{Browser, Page, Site, a_party, a_person, invite};

/// Titles of the cards on a page, in their order.
fn titles(page: &Page) -> Vec<String> {
    let text = page.text();
    let cards = text.split("<h2>").skip(1).filter_map(|rest| rest.split("</h2>").next());
    cards.filter_map(|card| card.split_once("\">")?.1.split('<').next().map(ToOwned::to_owned)).collect()
}

async fn tab(browser: &mut Browser, tab: &str) -> Vec<String> {
    let page = browser.get(&format!("/parties?tab={tab}")).await;
    titles(page.is(200))
}

/// A party of so many hours that begins in so many hours.
async fn party(site: &Site, host: &mut Browser, title: &str, begins: i64, hours: i64) -> PartyId {
    let (first, last) = (site.in_hours(begins), site.in_hours(begins + hours));
    let party = a_party().with("title", title).with("time_zone", "UTC").with("first_entry", &first);
    party.with("last_entry", &last).by(host).await
}

async fn answer(browser: &mut Browser, party: PartyId, answer: &str) {
    browser.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", answer)]).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn tabs_say_when_they_are_empty() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    for (tab, says) in [
        ("", "Nothing in the post"),
        ("?tab=invited", "Nothing in the post"),
        ("?tab=confirmed", "Nothing in your diary"),
        ("?tab=hosting", "No party yet"),
        ("?tab=past", "Nothing to look back on"),
        ("?tab=nonsense", "Nothing in the post"),
    ] {
        ana.get(&format!("/parties{tab}")).await.is(200).reads(says);
    }
    site.visitor().get("/parties").await.is(401).reads("Please log in");
}

on_each_database! {
    async fn each_party_stands_in_its_tab(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        party(&site, &mut ana, "I host", 3, 5).await;
        for (title, begins, reply) in [
            ("I come", 9, "yes"), ("I may come", 6, "maybe"), ("I do not come", 5, "no"), ("I have not answered", 4, ""),
        ] {
            let id = party(&site, &mut bo, title, begins, 12).await;
            invite(&site, &mut bo, id, "@ana").await;
            if !reply.is_empty() {
                answer(&mut ana, id, reply).await;
            }
        }
        party(&site, &mut bo, "Not for me", 4, 12).await;
        ana.get("/").await;
        assert_eq!(tab(&mut ana, "hosting").await, ["I host"]);
        assert_eq!(tab(&mut ana, "confirmed").await, ["I come"]);
        assert_eq!(tab(&mut ana, "invited").await, ["I have not answered", "I do not come", "I may come"]);
        assert!(tab(&mut ana, "past").await.is_empty());
        assert_eq!(tab(&mut bo, "hosting").await.len(), 5);
        assert!(tab(&mut bo, "invited").await.is_empty());
    }

    async fn parties_are_past_when_last_entry_is(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        party(&site, &mut ana, "Hosted", 1, 4).await;
        let invited = party(&site, &mut bo, "Invited", 2, 2).await;
        let confirmed = party(&site, &mut bo, "Confirmed", 3, 5).await;
        for id in [invited, confirmed] {
            invite(&site, &mut bo, id, "@ana").await;
        }
        answer(&mut ana, confirmed, "yes").await;
        ana.get("/").await;
        site.wait_hours(3);
        assert_eq!(tab(&mut ana, "hosting").await, ["Hosted"], "it has begun, but is not over");
        assert_eq!(tab(&mut ana, "invited").await, ["Invited"]);
        assert!(tab(&mut ana, "past").await.is_empty());
        site.wait_hours(2);
        assert!(tab(&mut ana, "hosting").await.is_empty());
        assert!(tab(&mut ana, "invited").await.is_empty());
        assert_eq!(tab(&mut ana, "confirmed").await, ["Confirmed"]);
        assert_eq!(tab(&mut ana, "past").await, ["Invited", "Hosted"], "the latest first");
        site.wait_hours(9);
        assert!(tab(&mut ana, "confirmed").await.is_empty());
        assert_eq!(tab(&mut ana, "past").await, ["Confirmed", "Invited", "Hosted"]);
        ana.get("/").await.is(200).reads("Nothing is planned yet.");
    }

    async fn pages_have_no_gaps_and_no_doubles(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let mut made = Vec::new();
        for number in 0..45 {
            let title = format!("Party {number:02}");
            // Many begin at the same moment, over the edges of pages too.
            party(&site, &mut ana, &title, 1 + number / 9, 12).await;
            made.push(title);
        }
        assert_eq!(all_pages(&mut ana, "hosting").await, made);
        site.wait_hours(48);
        made.reverse();
        assert_eq!(all_pages(&mut ana, "past").await, made);
    }
}

/// Follows the pages of a tab to their end.
async fn all_pages(browser: &mut Browser, tab: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = Some(format!("/parties?tab={tab}"));
    let mut pages = 0;
    while let Some(path) = next {
        let page = browser.get(&path).await;
        let found = titles(page.is(200));
        assert!((1..=20).contains(&found.len()), "{path} shows {}", found.len());
        all.extend(found);
        next = page.links("rel=\"next\"").into_iter().next();
        pages += 1;
        assert!(pages < 10, "the pages have no end");
    }
    assert_eq!(pages, 3);
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_say_what_there_is_to_know() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let id = a_party().with("capacity", "1").by(&mut bo).await;
    invite(&site, &mut bo, id, "@ana").await;
    let page = ana.get("/parties").await;
    page.is(200).reads("Summer on the roof").reads("Fri 10 Jul, 20:00").reads("The roof").reads("No answer yet");
    answer(&mut ana, id, "maybe").await;
    ana.get("/parties").await;
    ana.get("/parties").await.reads("Maybe");
    bo.post("/api/parties/cancel", &[("party", &id.to_string())]).await.is(303);
    ana.get("/parties").await.reads("Cancelled");
    bo.post("/api/parties/delete", &[("party", &id.to_string()), ("title", "Summer on the roof")]).await.is(303);
    ana.get("/parties").await.reads("Nothing in the post");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_that_is_none_is_told_so() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    for after in ["x", "1", "1.x", ".", "9.9.9", "1%27%20OR%201=1.x", "%00.%00"] {
        let page = ana.get(&format!("/parties?tab=hosting&after={after}")).await;
        page.is(400).reads("The request could not be read.");
    }
    let id = PartyId::new();
    for after in [format!("{}.{id}", i64::MAX), format!("{}.{id}", i64::MIN)] {
        ana.get(&format!("/parties?tab=past&after={after}")).await.is(200);
    }
    ana.get("/parties?tab=hosting&after=").await.is(200);
}
