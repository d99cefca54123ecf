//! A passkey or a recovery code after the password.

use app::{
    backend::entities::{passkeys, recovery_codes, users},
    domain::UserId,
};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::{
    elsewhere::{come, face, with_faces},
    link, mailing, send,
};
use crate::support::{Browser, Database, PASSWORD, Page, Site, a_person, rows, value, verify};

const SWITCH: &str = "/api/passkeys/second_factor";
const SECOND: &str = "/api/passkeys/second";

/// Gives somebody a passkey that nobody can use, for what only counts them.
async fn a_passkey(site: &Site, username: &str) -> Uuid {
    let id = Uuid::now_v7();
    let row = passkeys::ActiveModel {
        id: Set(id),
        user_id: Set(rows::user(site, username).await.id),
        credential_hash: Set(id.simple().to_string()),
        name: Set("Phone".to_owned()),
        credential: Set("{}".to_owned()),
        created_at: Set(site.clock.now()),
        used_at: Set(None),
    };
    passkeys::Entity::insert(row).exec_without_returning(site.database.db.write()).await.expect("a passkey");
    id
}

async fn switch(browser: &mut Browser, on: &str, password: &str) -> Page {
    browser.post(SWITCH, &[("_page", "/settings/passkeys"), ("on", on), ("password", password)]).await
}

async fn remove(browser: &mut Browser, passkey: Uuid, password: &str) -> Page {
    let (id, subject) = (passkey.to_string(), format!("remove-{passkey}"));
    let fields = [("_page", "/settings/passkeys"), ("_subject", subject.as_str()), ("id", &id), ("password", password)];
    browser.post("/api/passkeys/remove", &fields).await
}

/// The codes that the settings show.
async fn codes(browser: &mut Browser) -> Vec<String> {
    let page = browser.get("/settings/passkeys").await;
    let text = page.is(200).text();
    let codes = text.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next());
    codes.map(|code| code.replace("<!>", "")).collect()
}

/// Ana with a passkey and a second step, and her codes.
async fn guarded(site: &Site) -> (Browser, Vec<String>) {
    let mut ana = a_person(site, "ana").await.browser;
    a_passkey(site, "ana").await;
    switch(&mut ana, "true", PASSWORD).await.is(303);
    let codes = codes(&mut ana).await;
    (ana, codes)
}

async fn log_in(browser: &mut Browser, next: &str) -> Page {
    let fields = [("_page", "/login"), ("login", "ana"), ("password", PASSWORD), ("next", next)];
    browser.post("/api/accounts/log_in", &fields).await
}

async fn second(browser: &mut Browser, code: &str) -> Page {
    browser.post(SECOND, &[("_page", "/login"), ("code", code), ("next", "/parties")]).await
}

async fn codes_left(site: &Site) -> u64 {
    recovery_codes::Entity::find().count(site.database.db.read()).await.expect("a query")
}

on_each_database! {
    async fn the_password_alone_is_not_enough(site: Site) {
        let (_, codes) = guarded(&site).await;
        let mut visitor = site.visitor();
        let page = log_in(&mut visitor, "/parties").await;
        page.is(200).reads("One more step.").reads_not("Username, e-mail or password");
        assert_eq!(value(&page.form(SECOND), "next"), Some("/parties"));
        visitor.get("/settings").await.is(401).reads("One more step.");
        second(&mut visitor, "").await.is(422).reads("Please fill this in.");
        second(&mut visitor, "0000-0000-0000").await.is(422).reads("That is none of your codes");
        let typed = codes[3].to_uppercase().replace('-', " ");
        let answer = second(&mut visitor, &typed).await;
        assert_eq!(answer.is(303).location(), "/parties");
        visitor.get("/settings").await.is(200).reads("@ana");
        assert_eq!(codes_left(&site).await, 9);
        let mut other = site.visitor();
        log_in(&mut other, "").await.is(200);
        second(&mut other, &codes[3]).await.is(422).reads("or it was used");
        second(&mut other, &codes[4]).await.is(303);
    }

    async fn of_many_with_one_code_one_gets_in(site: Site) {
        let (_, codes) = guarded(&site).await;
        let mut visitors = Vec::new();
        for number in 0..4 {
            let mut visitor = site.visitor_from(&format!("203.0.113.{number}"));
            log_in(&mut visitor, "").await.is(200);
            visitors.push(visitor);
        }
        let tries = visitors.into_iter().map(|mut visitor| {
            let code = codes[0].clone();
            async move { second(&mut visitor, &code).await.status.as_u16() }
        });
        let answers = futures::future::join_all(tries).await;
        assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_takes_a_passkey_and_the_password_to_switch_it() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    ana.get("/settings/passkeys").await.is(200).reads_not("Second step");
    switch(&mut ana, "true", PASSWORD).await.is(422);
    a_passkey(&site, "ana").await;
    switch(&mut ana, "true", "not my password").await.is(422).reads("That is not your current password.");
    assert!(!rows::user(&site, "ana").await.second_factor);
    switch(&mut ana, "true", PASSWORD).await.is(303);
    assert_eq!(codes(&mut ana).await.len(), 10);
    switch(&mut ana, "true", PASSWORD).await.is(303);
    assert_eq!(codes(&mut ana).await.len(), 10, "asked for again, the codes stay");
    switch(&mut ana, "", PASSWORD).await.is(303);
    assert_eq!((rows::user(&site, "ana").await.second_factor, codes_left(&site).await), (false, 0));
    log_in(&mut site.visitor(), "").await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_shown_for_ten_minutes_and_replaced() {
    let site = Site::new().await;
    let (mut ana, first) = guarded(&site).await;
    assert!(first.iter().all(|code| code.len() == 14), "{first:?}");
    let user = rows::user(&site, "ana").await;
    let kept = recovery_codes::Entity::find().all(site.database.db.read()).await.expect("a query");
    assert!(kept.iter().all(|row| row.user_id == user.id && first.iter().all(|code| !row.code_hash.contains(code))));
    site.clock.advance(jiff::SignedDuration::from_mins(11));
    assert_eq!(codes(&mut ana).await, [] as [String; 0]);
    ana.get("/settings/passkeys").await.is(200).reads("10 recovery codes are left.");
    ana.post("/api/passkeys/new_codes", &[("password", PASSWORD)]).await.is(303);
    let new = codes(&mut ana).await;
    assert!(new.len() == 10 && new.iter().all(|code| !first.contains(code)));
    let mut visitor = site.visitor();
    log_in(&mut visitor, "").await.is(200);
    second(&mut visitor, &first[0]).await.is(422);
    second(&mut visitor, &new[0]).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_step_has_its_time_and_its_tries() {
    let site = Site::new().await;
    let (_, codes) = guarded(&site).await;
    second(&mut site.visitor(), &codes[0]).await.is(401);
    let mut slow = site.visitor();
    log_in(&mut slow, "").await.is(200);
    site.clock.advance(jiff::SignedDuration::from_mins(11));
    second(&mut slow, &codes[0]).await.is(401).reads("E-mail or username");
    let mut guesser = site.visitor();
    log_in(&mut guesser, "").await.is(200);
    for guess in 0..5 {
        second(&mut guesser, &format!("{guess}000-0000-0000")).await.is(422);
    }
    second(&mut guesser, &codes[0]).await.is(429).reads("Too many tries.");
    assert_eq!(codes_left(&site).await, 10);
}

/// What was written while the session ended is not lost in two steps either.
#[tokio::test(flavor = "multi_thread")]
async fn a_held_form_survives_both_steps() {
    let site = Site::new().await;
    let (mut ana, codes) = guarded(&site).await;
    ana.cookies.clear();
    let fields = [("_page", "/settings"), ("display_name", "Ana Blum"), ("bio", "Long evenings")];
    let page = ana.post("/api/accounts/change_profile", &fields).await;
    let mut form = page.is(401).form("/api/accounts/log_in");
    form.retain(|(name, _)| !["login", "password", "_key"].contains(&name.as_str()));
    form.extend([("login", "ana"), ("password", PASSWORD)].map(|(name, value)| (name.to_owned(), value.to_owned())));
    let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = ana.post("/api/accounts/log_in", &fields).await;
    let mut form = page.is(200).reads("One more step.").form(SECOND);
    form.retain(|(name, _)| !["code", "_key"].contains(&name.as_str()));
    form.push(("code".to_owned(), codes[0].clone()));
    let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = ana.post(SECOND, &fields).await;
    page.is(200).reads("Welcome back. Here is what you wrote");
    assert_eq!(value(&page.form("/api/accounts/change_profile"), "bio"), Some("Long evenings"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailed_link_asks_for_it_too() {
    let site = mailing(Database::Sqlite).await;
    let (_, codes) = guarded(&site).await;
    verify(&site, "ana").await;
    site.visitor().post("/api/links/ask_login", &[("email", "ana@example.org"), ("next", "/parties")]).await.is(303);
    let path = link(&site, "ana@example.org", "/login/link/").await;
    let mut visitor = site.visitor();
    let answer = send(&mut visitor, &path, "/api/links/log_in", &[]).await;
    assert_eq!(answer.is(303).location(), "/login?next=%2Fparties");
    let page = visitor.follow(&answer).await;
    assert_eq!(value(&page.is(200).form(SECOND), "next"), Some("/parties"));
    second(&mut visitor, &codes[0]).await.is(303);
}

/// So does an account elsewhere, also when it is connected on the way in.
#[tokio::test(flavor = "multi_thread")]
async fn a_login_elsewhere_asks_for_it_too() {
    let site = with_faces(Database::Sqlite).await;
    let (mut ana, codes) = guarded(&site).await;
    verify(&site, "ana").await;
    come(&mut ana, &face("7", "", false)).await.is(303);
    ana.post("/api/logins/connect", &[("password", PASSWORD)]).await.is(303);
    let (mut known, mut new) = (site.visitor(), site.visitor());
    let arrived = come(&mut known, &face("7", "", false)).await;
    come(&mut new, &face("8", "ana@example.org", true)).await.is(303);
    let linked = new.post("/api/logins/link", &[("password", PASSWORD), ("next", "/parties")]).await;
    for (mut visitor, answer, code) in [(known, arrived, &codes[0]), (new, linked, &codes[1])] {
        assert_eq!(answer.is(303).location(), "/login?next=%2Fparties");
        let page = visitor.follow(&answer).await;
        assert_eq!(value(&page.is(200).form(SECOND), "next"), Some("/parties"));
        visitor.get("/settings").await.is(401).reads("One more step.");
        second(&mut visitor, "0000-0000-0000").await.is(422);
        let answer = second(&mut visitor, code).await;
        assert_eq!(answer.is(303).location(), "/parties");
        visitor.get("/settings").await.is(200).reads("@ana");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_last_passkey_it_goes() {
    let site = Site::new().await;
    let (mut ana, _) = guarded(&site).await;
    let other = a_passkey(&site, "ana").await;
    let first = passkeys::Entity::find().all(site.database.db.read()).await.expect("a query")[0].id;
    let ben_s = {
        a_person(&site, "ben").await;
        a_passkey(&site, "ben").await
    };
    for (id, password, left) in [(ben_s, "", 2), (first, "", 1), (other, PASSWORD, 0)] {
        remove(&mut ana, id, password).await.is(303);
        let user = rows::user(&site, "ana").await;
        let mine = passkeys::Entity::find().all(site.database.db.read()).await.expect("a query");
        let mine = mine.iter().filter(|row| row.user_id == user.id).count();
        assert_eq!((mine, user.second_factor), (left, left > 0));
    }
    assert_eq!(passkeys::Entity::find().count(site.database.db.read()).await.expect("a query"), 1, "Ben keeps his");
    log_in(&mut site.visitor(), "").await.is(303);
}

/// What takes the password elsewhere takes it here.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_removes_the_last_passkey_to_be_rid_of_the_second_step() {
    let site = Site::new().await;
    let (mut ana, _) = guarded(&site).await;
    let only = passkeys::Entity::find().all(site.database.db.read()).await.expect("a query")[0].id;
    ana.get("/settings/passkeys").await.is(200).reads("It is your last one");
    for (password, says) in [("", "Please fill this in."), ("not my password", "That is not your current password.")] {
        remove(&mut ana, only, password).await.is(422).reads(says);
        assert!(rows::user(&site, "ana").await.second_factor);
    }
    assert_eq!(passkeys::Entity::find().count(site.database.db.read()).await.expect("a query"), 1);
    log_in(&mut site.visitor(), "").await.is(200);
    switch(&mut ana, "", PASSWORD).await.is(303);
    ana.get("/settings/passkeys").await.is(200).reads_not("It is your last one");
    remove(&mut ana, only, "").await.is(303);
}

/// Without another way in, the last passkey stays.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_way_in_stays() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await;
    let passkey = a_passkey(&site, "ana").await.to_string();
    let UserId(id) = ana.person.id;
    let row = users::ActiveModel { id: Set(id), password_hash: Set(String::new()), ..Default::default() };
    users::Entity::update(row).exec(site.database.db.write()).await.expect("no password");
    let fields = [("_page", "/settings/passkeys"), ("id", passkey.as_str())];
    ana.browser.post("/api/passkeys/remove", &fields).await.is(409).reads("Nobody could log in any more.");
    log_in(&mut site.visitor(), "").await.is(422);
}
