//! `/settings/webhooks`

use app::backend::entities::webhooks;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{a_site, deliver, listen};
use crate::support::{Database, Receiver, Site, a_person, value};

const ADD: &str = "/api/webhooks/add";
const PAGE: &str = "/settings/webhooks";

async fn count(site: &Site) -> u64 {
    webhooks::Entity::find().count(site.database.db.read()).await.expect("a query")
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_are_refused() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    for (url, says) in [
        ("", "Please fill this in."),
        ("example.org", "Please enter a web address that begins with https://."),
        ("http://example.org/", "Please enter a web address that begins with https://."),
        ("https://127.0.0.1/", "That address lies in a private network"),
        ("https://localhost:3000/", "That address lies in a private network"),
    ] {
        let page = ana.post(ADD, &[("_page", PAGE), ("url", url), ("posts", "true")]).await;
        page.is(422).reads(says);
    }
    let page = ana.post(ADD, &[("_page", PAGE), ("url", "https://example.org/")]).await;
    page.is(422).reads("Please tick at least one box.").says("https://example.org/");
    assert_eq!(count(&site).await, 0);
    for _ in 0..10 {
        ana.post(ADD, &[("url", "https://example.org/"), ("posts", "true")]).await.is(303);
    }
    let page = ana.post(ADD, &[("_page", PAGE), ("url", "https://example.org/"), ("posts", "true")]).await;
    page.is(422).reads("You can have 10 of these.");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_tests_or_removes_those_of_others() {
    let site = a_site(Database::Sqlite).await;
    let receiver = Receiver::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut bo = a_person(&site, "bob").await.browser;
    listen(&site, &mut ana, &receiver).await;
    let page = ana.get(PAGE).await;
    page.is(200).reads("Answers of guests · Changes of guest lists · Posts on boards");
    let id = value(&page.form("/api/webhooks/remove"), "webhook").expect("a webhook").to_owned();
    bo.get(PAGE).await.is(200).reads("You have none.").says_not(&id);
    bo.post("/api/webhooks/test", &[("webhook", &id)]).await.is(404);
    bo.post("/api/webhooks/remove", &[("webhook", &id)]).await.is(303);
    assert_eq!(count(&site).await, 1);
    let answer = ana.post("/api/webhooks/test", &[("_page", PAGE), ("webhook", &id)]).await;
    ana.follow(&answer).await.is(200).reads("It is on its way.");
    deliver(&site).await;
    assert_eq!(receiver.news().len(), 1);
    let answer = ana.post("/api/webhooks/remove", &[("_page", PAGE), ("webhook", &id)]).await;
    ana.follow(&answer).await.is(200).reads("The webhook is removed.").reads("You have none.");
    assert_eq!(count(&site).await, 0);
}

/// What was to be told when the webhook was removed is told to nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_removed_webhook_is_told_nothing() {
    let site = a_site(Database::Sqlite).await;
    let receiver = Receiver::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("url", receiver.url.as_str()), ("posts", "true")];
    ana.post(ADD, &fields).await.is(303);
    let page = ana.get(PAGE).await;
    let id = value(&page.form("/api/webhooks/remove"), "webhook").expect("a webhook").to_owned();
    ana.post("/api/webhooks/remove", &[("webhook", &id)]).await.is(303);
    deliver(&site).await;
    assert!(receiver.got().is_empty());
}
