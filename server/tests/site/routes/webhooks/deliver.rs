//! Messages that arrive, and those that do not.

use std::time::{Duration, Instant};

use app::backend::{
    entities::{jobs, webhook_deliveries, webhooks},
    links::Links,
};
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait};
use sha2::Sha256;
use tokio::net::TcpListener;

use super::{a_site, deliver, listen};
use crate::support::{Browser, Database, Receiver, Site, a_party, a_person, invite, value};

const PAGE: &str = "/settings/webhooks";

async fn waiting(site: &Site) -> u64 {
    webhook_deliveries::Entity::find().count(site.database.db.read()).await.expect("a query")
}

async fn jobs_left(site: &Site) -> u64 {
    jobs::Entity::find().count(site.database.db.read()).await.expect("a query")
}

/// A host with a webhook, and something that it is told.
async fn a_message(site: &Site, receiver: &Receiver) -> Browser {
    let mut ana = a_person(site, "ana").await.browser;
    listen(site, &mut ana, receiver).await;
    let party = a_party().by(&mut ana).await;
    invite(site, &mut ana, party, "Zoe").await;
    ana
}

on_each_database! {
    async fn a_message_is_signed(site: Site) {
        let site = a_site(site.database.kind).await;
        let receiver = Receiver::new().await;
        let mut ana = a_message(&site, &receiver).await;
        let page = ana.get(PAGE).await;
        let tags = page.is(200).tags();
        let secret = tags.iter().find_map(|tag| tag.get("value")?.strip_prefix("whsec_")).expect("a secret");
        let key = BASE64.decode(secret.as_bytes()).expect("base64");
        deliver(&site).await;
        let got = receiver.got().remove(0);
        assert_eq!(got.header("content-type"), "application/json");
        let seconds: i64 = got.header("webhook-timestamp").parse().expect("seconds");
        assert!((site.clock.now() / 1_000 - seconds).abs() < 60);
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
        mac.update(format!("{}.{seconds}.{}", got.header("webhook-id"), got.body).as_bytes());
        let code: [u8; 32] = mac.finalize().into_bytes().into();
        assert_eq!(got.header("webhook-signature"), format!("v1,{}", BASE64.encode(&code)));
        assert_eq!((waiting(&site).await, jobs_left(&site).await), (0, 0), "nothing stays behind");
        ana.get(PAGE).await.is(200).reads("Last arrived just now").reads_not("Not delivered");
    }

    async fn what_does_not_arrive_is_tried_again_under_the_same_name(site: Site) {
        let site = a_site(site.database.kind).await;
        let receiver = Receiver::new().await;
        let mut ana = a_message(&site, &receiver).await;
        receiver.answers(503);
        deliver(&site).await;
        let first = receiver.got().remove(0);
        ana.get(PAGE).await.is(200).reads("Not delivered").reads("It answered with 503").reads("1 try, is tried again");
        deliver(&site).await;
        assert!(receiver.got().is_empty(), "not at once");
        receiver.answers(200);
        site.wait_hours(1);
        deliver(&site).await;
        let second = receiver.got().remove(0);
        assert_eq!((first.header("webhook-id"), &first.body), (second.header("webhook-id"), &second.body));
        assert_ne!(first.header("webhook-signature"), second.header("webhook-signature"));
        assert_eq!((waiting(&site).await, jobs_left(&site).await), (0, 0));
    }

    async fn what_never_arrives_is_given_up_and_can_be_sent_again(site: Site) {
        let site = a_site(site.database.kind).await;
        let receiver = Receiver::new().await;
        let mut ana = a_message(&site, &receiver).await;
        receiver.answers(500);
        for _ in 0..12 {
            deliver(&site).await;
            site.wait_hours(21);
        }
        assert_eq!(receiver.got().len(), 9);
        assert_eq!((waiting(&site).await, jobs_left(&site).await), (1, 0));
        let party = a_party().by(&mut ana).await;
        invite(&site, &mut ana, party, "Cem").await;
        deliver(&site).await;
        assert_eq!((waiting(&site).await, receiver.got().len()), (1, 0), "nothing new while it is paused");
        let page = ana.get(PAGE).await;
        page.is(200).reads("Paused").reads("9 tries, given up");
        let forms = page.forms("/api/webhooks/send_again");
        let delivery = value(&forms[0], "delivery").expect("a message").to_owned();
        let mut bo = a_person(&site, "bob").await.browser;
        bo.post("/api/webhooks/send_again", &[("delivery", &delivery)]).await.is(404);
        receiver.answers(204);
        ana.post("/api/webhooks/send_again", &[("delivery", &delivery)]).await.is(303);
        deliver(&site).await;
        assert_eq!((receiver.got().len(), waiting(&site).await), (1, 0));
        ana.get(PAGE).await.is(200).reads_not("Paused");
        invite(&site, &mut ana, party, "Dora").await;
        deliver(&site).await;
        assert_eq!(receiver.news().len(), 1, "it goes on");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_are_not_followed() {
    let site = a_site(Database::Sqlite).await;
    let receiver = Receiver::new().await;
    let mut ana = a_message(&site, &receiver).await;
    receiver.answers(302);
    deliver(&site).await;
    assert_eq!(receiver.got().len(), 1);
    ana.get(PAGE).await.is(200).reads("redirects are not followed");
}

/// There are more messages for it than are sent at the same time, and all were written before.
#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_does_not_answer_holds_up_nobody_else() {
    let site = a_site(Database::Sqlite).await;
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/hook", silent.local_addr().expect("an address"));
    for name in ["ana", "cem"] {
        let mut browser = a_person(&site, name).await.browser;
        for _ in 0..10 {
            browser.post("/api/webhooks/add", &[("url", url.as_str()), ("posts", "true")]).await.is(303);
        }
    }
    let receiver = Receiver::new().await;
    let mut bo = a_person(&site, "bob").await.browser;
    bo.post("/api/webhooks/add", &[("url", receiver.url.as_str()), ("posts", "true")]).await.is(303);
    let running = tokio::spawn(server::jobs::run(site.state.clone()));
    let begun = Instant::now();
    while receiver.got().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(10), "it takes too long");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    running.abort();
    // Nobody has refused those that wait.
    let rows = webhook_deliveries::Entity::find().all(site.database.db.read()).await.expect("a query");
    assert!(rows.len() >= 20 && rows.iter().all(|row| row.attempts == 0));
}

/// Also where the address got into the database in another way, or is a name.
#[tokio::test(flavor = "multi_thread")]
async fn private_networks_are_not_called() {
    let site = Site::new().await;
    let receiver = Receiver::new().await;
    let ana = a_person(&site, "ana").await;
    let port = receiver.url.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port");
    for url in [
        format!("https://127.0.0.1:{port}/"),
        format!("https://localhost:{port}/"),
        format!("https://[::1]:{port}/"),
        format!("http://example.org:{port}/"),
    ] {
        let row = webhooks::ActiveModel {
            id: Set(uuid::Uuid::now_v7()),
            user_id: Set(ana.person.id.0),
            url: Set(url),
            topics: Set("guests".to_owned()),
            created_at: Set(site.clock.now()),
            delivered_at: Set(None),
            paused_at: Set(None),
        };
        webhooks::Entity::insert(row).exec_without_returning(site.database.db.write()).await.expect("a webhook");
    }
    let mut browser = ana.browser;
    let party = a_party().by(&mut browser).await;
    invite(&site, &mut browser, party, "Zoe").await;
    deliver(&site).await;
    assert!(receiver.got().is_empty());
    let rows = webhook_deliveries::Entity::find().all(site.database.db.read()).await.expect("a query");
    let mut errors: Vec<_> = rows.into_iter().filter_map(|row| row.last_error).collect();
    errors.sort();
    let private = "The address lies in a private network, where this site does not go.";
    assert_eq!(errors, ["The address does not begin with https://.", private, private, private]);
}

/// Each webhook has a key of its own, which nobody has without the site's secret.
#[test]
fn keys_differ() {
    let (one, other) = (app::domain::WebhookId::new(), app::domain::WebhookId::new());
    let links = Links::new("http://localhost", [7; 32]);
    assert_ne!(links.webhook_key(one), links.webhook_key(other));
    assert_ne!(links.webhook_key(one), Links::new("http://localhost", [8; 32]).webhook_key(one));
}
