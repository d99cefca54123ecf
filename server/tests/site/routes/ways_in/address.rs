//! `/settings/address` and `/address/{token}`

use app::backend::entities::mail_languages;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{link, mailing, maybe_link, send};
use crate::support::{Browser, Database, PASSWORD, Page, Site, a_person, rows, verify};

const CHANGE: &str = "/api/address/change";
const CONFIRM: &str = "/api/address/confirm";
const STOP: &str = "/api/address/stop";
const OLD: &str = "ana@example.org";
const NEW: &str = "blum@example.org";

async fn change(browser: &mut Browser, email: &str, password: &str) -> Page {
    browser.post(CHANGE, &[("_page", "/settings/address"), ("email", email), ("password", password)]).await
}

async fn email(site: &Site) -> String {
    rows::user(site, "ana").await.email
}

on_each_database! {
    async fn it_changes_when_both_sides_agree_in_any_order(site: Site) {
        let site = mailing(site.database.kind).await;
        let mut ana = a_person(&site, "ana").await.browser;
        verify(&site, "ana").await;
        for (from, to, first) in [(OLD, NEW, OLD), (NEW, OLD, OLD)] {
            let answer = change(&mut ana, to, PASSWORD).await;
            ana.follow(&answer).await.is(200).reads("Waiting to be confirmed").reads(to);
            let second = if first == from { to } else { from };
            let path = link(&site, first, "/address/").await;
            site.visitor().get(&path).await.is(200).reads("Another address?");
            let answer = send(&mut site.visitor(), &path, CONFIRM, &[("password", PASSWORD)]).await;
            answer.is(303);
            assert_eq!(email(&site).await, from, "one side is not enough");
            ana.get("/settings/address").await.is(200).reads("Please open the link in the mail at");
            let path = link(&site, second, "/address/").await;
            send(&mut site.visitor(), &path, CONFIRM, &[("password", PASSWORD)]).await.is(303);
            let user = rows::user(&site, "ana").await;
            assert_eq!((user.email.as_str(), user.email_verified_at.is_some()), (to, true));
        }
        ana.get("/settings/address").await.is(200).reads_not("Waiting to be confirmed");
    }

    async fn either_side_stops_it(site: Site) {
        let site = mailing(site.database.kind).await;
        let mut ana = a_person(&site, "ana").await.browser;
        verify(&site, "ana").await;
        for stopper in [OLD, NEW] {
            change(&mut ana, NEW, PASSWORD).await.is(303);
            let other = link(&site, if stopper == OLD { NEW } else { OLD }, "/address/").await;
            let path = link(&site, stopper, "/address/").await;
            send(&mut site.visitor(), &path, STOP, &[]).await.is(303);
            for path in [&path, &other] {
                site.visitor().get(path).await.is(410);
            }
            ana.get("/settings/address").await.is(200).reads_not("Waiting to be confirmed");
        }
        change(&mut ana, NEW, PASSWORD).await.is(303);
        let path = link(&site, NEW, "/address/").await;
        ana.post("/api/address/keep", &[]).await.is(303);
        site.visitor().get(&path).await.is(410);
        assert_eq!(email(&site).await, OLD);
    }

    /// Somebody who signs up with the new address meanwhile keeps it.
    async fn an_address_that_is_taken_meanwhile_stays(site: Site) {
        let site = mailing(site.database.kind).await;
        let mut ana = a_person(&site, "ana").await.browser;
        verify(&site, "ana").await;
        change(&mut ana, "ben@example.org", PASSWORD).await.is(303);
        let (old, new) = (link(&site, OLD, "/address/").await, link(&site, "ben@example.org", "/address/").await);
        send(&mut site.visitor(), &old, CONFIRM, &[("password", PASSWORD)]).await.is(303);
        a_person(&site, "ben").await;
        send(&mut site.visitor(), &new, CONFIRM, &[("password", PASSWORD)]).await.is(422);
        assert_eq!(email(&site).await, OLD);
        assert_eq!(rows::user(&site, "ben").await.email, "ben@example.org");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_somebody_has_looks_like_any_other_and_gets_no_mail() {
    let site = mailing(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    verify(&site, "ana").await;
    a_person(&site, "ben").await;
    let free = change(&mut ana, NEW, PASSWORD).await;
    let taken = change(&mut ana, "ben@example.org", PASSWORD).await;
    // The session is told again now and then, whatever is asked.
    let told = |answer: &Page| {
        let cookies =
            answer.cookies().into_iter().map(ToOwned::to_owned).filter(|cookie| !cookie.starts_with("session="));
        (answer.status, answer.location().to_owned(), cookies.collect::<Vec<String>>())
    };
    assert_eq!(told(&free), told(&taken));
    assert_eq!(maybe_link(&site, "ben@example.org", "/address/").await, None);
    assert_eq!(maybe_link(&site, NEW, "/address/").await.map(|_| ()), Some(()), "the first one was mailed …");
    let path = link(&site, NEW, "/address/").await;
    site.visitor().get(&path).await.is(410).reads("a newer one was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_change_nothing() {
    let site = mailing(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    let before = rows::everything(&site).await;
    for (email, password, says) in [
        (NEW, "not my password", "That is not your current password."),
        (NEW, "", "Please fill this in."),
        ("blum", PASSWORD, "does not look like an e-mail address"),
        ("Ana@example.org", PASSWORD, "That is your address already."),
    ] {
        change(&mut ana, email, password).await.is(422).reads(says).reads_not("Waiting to be confirmed");
    }
    assert_eq!(rows::everything(&site).await, before);
}

/// Whoever reads the mail may not be whoever wants the address, and does not give it away with a click.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_s_account_gets_an_address_by_a_click() {
    let site = mailing(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    verify(&site, "ana").await;
    change(&mut ana, NEW, PASSWORD).await.is(303);
    let (old, new) = (link(&site, OLD, "/address/").await, link(&site, NEW, "/address/").await);
    send(&mut site.visitor(), &old, CONFIRM, &[]).await.is(303);
    for (password, says) in [("", "Please fill this in."), ("not my password", "That is not your current password.")] {
        let page = send(&mut site.visitor(), &new, CONFIRM, &[("_page", &new), ("password", password)]).await;
        page.is(422).reads(says);
    }
    assert_eq!(email(&site).await, OLD);
    ana.get(&new).await.is(200).reads_not("Your password");
    send(&mut ana, &new, CONFIRM, &[]).await.is(303);
    assert_eq!(email(&site).await, NEW);
}

/// An address that was never shown to be anybody's asks nobody.
#[tokio::test(flavor = "multi_thread")]
async fn from_an_unverified_address_the_new_side_is_enough() {
    let site = mailing(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    change(&mut ana, NEW, PASSWORD).await.is(303);
    assert_eq!(maybe_link(&site, OLD, "/address/").await, None);
    let path = link(&site, NEW, "/address/").await;
    send(&mut site.visitor(), &path, CONFIRM, &[("password", PASSWORD)]).await.is(303);
    assert_eq!(email(&site).await, NEW);
    let log_in = [("login", NEW), ("password", PASSWORD)];
    site.visitor().post("/api/accounts/log_in", &log_in).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_what_was_asked_for_before() {
    let site = mailing(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    verify(&site, "ana").await;
    change(&mut ana, NEW, PASSWORD).await.is(303);
    let path = link(&site, NEW, "/address/").await;
    let new = "two lamps and a chair";
    let fields = [("current_password", PASSWORD), ("new_password", new), ("repeat_password", new)];
    ana.post("/api/accounts/change_password", &fields).await.is(303);
    site.visitor().get(&path).await.is(410);
    ana.get("/settings/address").await.is(200).reads_not("Waiting to be confirmed");
}

/// Nothing is kept of an address that is nobody's any more.
#[tokio::test(flavor = "multi_thread")]
async fn the_language_of_an_address_goes_with_it() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let row = mail_languages::ActiveModel {
        address_mark: Set(site.state.services.links.address_mark(OLD)),
        language: Set("de".to_owned()),
        chosen: Set(true),
        noted_at: Set(1),
    };
    let db = site.database.db.write();
    mail_languages::Entity::insert(row).exec_without_returning(db).await.expect("a language");
    change(&mut ana, NEW, PASSWORD).await.is(303);
    assert_eq!(mail_languages::Entity::find().all(db).await.expect("a query"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_mail_the_password_is_enough() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    a_person(&site, "ben").await;
    verify(&site, "ana").await;
    ana.get("/settings/address").await.is(200).reads("It changes at once.");
    change(&mut ana, "ben@example.org", PASSWORD).await.is(422).reads("Somebody already uses this.");
    change(&mut ana, NEW, PASSWORD).await.is(303);
    let user = rows::user(&site, "ana").await;
    assert_eq!((user.email.as_str(), user.email_verified_at), (NEW, None));
}
