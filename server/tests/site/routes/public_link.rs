//! `/p/{party}` for strangers: the link for everybody.

use app::{backend::entities::invites, domain::invite::MAX_GUESTS};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::support::{Browser, PASSWORD, Page, Site, a_guest, a_party, a_person, invite, rows, value};

const ACTION: &str = "/api/rsvps/join";

async fn join(browser: &mut Browser, party: &str, fields: &[(&str, &str)]) -> Page {
    let page = format!("/p/{party}");
    let common = [("_page", page.as_str()), ("party", party)];
    let fields: Vec<_> = common.into_iter().chain(fields.iter().copied()).collect();
    browser.post(ACTION, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_answers_with_a_name_and_gets_a_link() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let (id, path) = (party.to_string(), format!("/p/{party}"));
    let mut zoe = site.visitor();
    let page = zoe.get(&path).await;
    page.is(200).reads("Summer on the roof").reads("Will you come?").reads("Ana invites you");
    assert!(page.cookies().is_empty());
    let fields = [("name", " Zoë "), ("answer", "yes"), ("plus_ones", "1"), ("message", "With cake")];
    let answer = join(&mut zoe, &id, &fields).await;
    assert_eq!(answer.is(303).location(), path);
    let page = zoe.follow(&answer).await;
    page.is(200).reads("Lovely, you are on the list!").reads("You are coming").reads("You and one more.");
    let guests = rows::guests(&site, party).await;
    let row = &guests[0];
    assert_eq!((row.name.as_str(), row.answer.as_str(), row.plus_ones), ("Zoë", "yes", 1));
    assert_eq!((row.message.as_str(), row.user_id), ("With cake", None));
    let token = zoe.cookies[&format!("guest-{id}")].clone();
    page.says(&format!("http://soiree.test/i/{token}"));
    a_guest(&site, &token).await.get(&path).await.is(200).reads("You are coming");
    join(&mut zoe, &id, &fields).await.is(409).reads("You are a guest of this party already.");
    assert_eq!(rows::guests(&site, party).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_with_an_account_joins_as_themselves() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    bo.get(&format!("/p/{id}")).await.is(200).reads("You answer as Bob.");
    join(&mut bo, &id, &[("name", "Somebody else"), ("answer", "maybe")]).await.is(303);
    let row = rows::guests(&site, party).await.remove(0);
    assert_eq!((row.name.as_str(), row.user_id), ("Bob", Some(rows::user(&site, "bob").await.id)));
    assert!(!bo.cookies.contains_key(&format!("guest-{id}")), "accounts need no link");
    let mut phone = site.visitor();
    phone.post("/api/accounts/log_in", &[("login", "bob"), ("password", PASSWORD)]).await.is(303);
    phone.get(&format!("/p/{id}")).await.is(200).reads("You said maybe");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_on_the_list_or_hosts_does_not_join() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    let token = invite(&site, &mut ana, party, "Zoe\n@bob").await.remove(0);
    for browser in [&mut ana, &mut bo, &mut a_guest(&site, &token).await] {
        join(browser, &id, &[("name", "Zoe"), ("answer", "yes")]).await.is(409);
    }
    assert_eq!(rows::guests(&site, party).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn invited_only_means_invited_only() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().with("visibility", "invited").by(&mut ana).await;
    let id = party.to_string();
    for browser in [&mut site.visitor(), &mut bo] {
        browser.get(&format!("/p/{id}")).await.is(404).reads_not("Summer");
        join(browser, &id, &[("name", "Zoe"), ("answer", "yes")]).await.is(404);
    }
    assert!(rows::guests(&site, party).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_come_back_filled_in() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    for (name, answer, plus_ones, says) in [
        ("", "yes", "0", "Please fill this in."),
        (" \u{202e} ", "yes", "0", "Please fill this in."),
        (&"x".repeat(81), "yes", "0", "Please use at most 80 characters."),
        ("Zoe", "", "0", "Please fill this in."),
        ("Zoe", "waiting", "0", "Please choose one of the options."),
        ("Zoe", "yes", "3", "Please choose a number from 0 to 2."),
    ] {
        let mut visitor = site.visitor();
        let fields = [("name", name), ("answer", answer), ("plus_ones", plus_ones), ("message", "Typed <this>")];
        let page = join(&mut visitor, &id, &fields).await;
        page.is(422).reads(says);
        assert_eq!(value(&page.form(ACTION), "message"), Some("Typed <this>"), "{name:?} {answer}");
        assert!(visitor.cookies.is_empty());
    }
    assert!(rows::guests(&site, party).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_party_puts_strangers_on_the_waitlist() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("capacity", "2").with("guest_list", "everyone").by(&mut ana).await;
    let id = party.to_string();
    let (mut zoe, mut cem) = (site.visitor(), site.visitor());
    join(&mut zoe, &id, &[("name", "Zoe"), ("answer", "yes"), ("plus_ones", "1")]).await.is(303);
    cem.get(&format!("/p/{id}")).await.is(200).reads("All 2 places are taken");
    let answer = join(&mut cem, &id, &[("name", "Cem"), ("answer", "yes")]).await;
    cem.follow(&answer).await.is(200).reads("The party is full. You are on the waitlist").reads("You are next.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_list_holds_so_many_and_no_more() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    invite(&site, &mut ana, party, "Zoe").await;
    let zoe = rows::guests(&site, party).await.remove(0);
    let more = |_| invites::ActiveModel { id: Set(uuid::Uuid::now_v7()), token_hash: Set(None), ..zoe.clone().into() };
    for some in (1..MAX_GUESTS).map(more).collect::<Vec<_>>().chunks(500) {
        let insert = invites::Entity::insert_many(some.to_vec());
        insert.exec_without_returning(site.database.db.write()).await.expect("guests");
    }
    let page = join(&mut site.visitor(), &party.to_string(), &[("name", "Cem"), ("answer", "yes")]).await;
    page.is(422).reads("A guest list holds at most 10000 guests.");
    assert_eq!(rows::guests(&site, party).await.len(), MAX_GUESTS);
}
