//! `/login/reset`

use app::backend::entities::{
    address_changes, api_tokens, calendar_feeds, identities, mailed_tokens, passkeys, recovery_codes,
    webhook_deliveries, webhooks,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{link, mailing, maybe_link, send};
use crate::support::{Browser, Database, PASSWORD, Page, Site, a_person, calendar_of, rows, verify};

const ASK: &str = "/api/links/ask_reset";
const SET: &str = "/api/links/set_password";
const NEW: &str = "two lamps and a chair";

async fn ask(site: &Site, email: &str) -> Page {
    site.visitor().post(ASK, &[("_page", "/login/reset"), ("email", email)]).await
}

async fn set(browser: &mut Browser, path: &str, new: &str, repeat: &str) -> Page {
    send(browser, path, SET, &[("new_password", new), ("repeat_password", repeat)]).await
}

async fn log_in(site: &Site, password: &str) -> Page {
    site.visitor().post("/api/accounts/log_in", &[("login", "ana"), ("password", password)]).await
}

on_each_database! {
    async fn a_new_password_by_mail_ends_every_session_and_token(site: Site) {
        let site = mailing(site.database.kind).await;
        let mut ana = a_person(&site, "ana").await.browser;
        verify(&site, "ana").await;
        let program = site.program("ana", "read").await;
        let calendar = calendar_of(&mut ana).await;
        let mut visitor = site.visitor();
        let asked = ask(&site, " Ana@Example.ORG ").await;
        assert_eq!(asked.is(303).location(), "/login");
        let path = link(&site, "ana@example.org", "/login/reset/").await;
        visitor.get(&path).await.is(200).reads("Choose a new password").reads("@ana");
        let answer = set(&mut visitor, &path, NEW, NEW).await;
        assert_eq!(answer.is(303).location(), "/login");
        visitor.follow(&answer).await.is(200).reads("Your password is changed. Log in with it now.");
        ana.get("/settings").await.is(401);
        assert_eq!(rows::sessions(&site, "ana").await, []);
        program.get("/api/v1/me").await.is_problem(401, "no_token");
        visitor.get(&calendar).await.is(404);
        log_in(&site, PASSWORD).await.is(422);
        log_in(&site, NEW).await.is(303);
        visitor.get(&path).await.is(410);
        let token = path.rsplit('/').next().expect("a token");
        let other = "three lamps and a chair";
        visitor.post(SET, &[("token", token), ("new_password", other), ("repeat_password", other)]).await.is(410);
        log_in(&site, NEW).await.is(303);
    }

    async fn of_two_new_passwords_one_is_set(site: Site) {
        let site = mailing(site.database.kind).await;
        a_person(&site, "ana").await;
        ask(&site, "ana@example.org").await.is(303);
        let path = link(&site, "ana@example.org", "/login/reset/").await;
        let token = path.rsplit('/').next().expect("a token");
        let tries = ["one lamp and a chair", "two lamps and a chair", "six lamps and a chair"].map(|new| {
            let mut visitor = site.visitor();
            let fields = [("token", token), ("new_password", new), ("repeat_password", new)];
            async move { visitor.post(SET, &fields).await.status }
        });
        let answers = futures::future::join_all(tries).await;
        assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_may_not_be_had_leaves_the_link() {
    let site = mailing(Database::Sqlite).await;
    a_person(&site, "ana").await;
    ask(&site, "ana@example.org").await.is(303);
    let path = link(&site, "ana@example.org", "/login/reset/").await;
    let mut visitor = site.visitor();
    for (new, repeat, says) in [
        ("short", "short", "Please use at least 8 characters."),
        (NEW, "two lamps and a table", "The two passwords differ."),
        ("password", "password", "among the most common"),
        ("ana@example.org", "ana@example.org", "leave your name and e-mail out"),
    ] {
        set(&mut visitor, &path, new, repeat).await.is(422).reads(says);
    }
    log_in(&site, PASSWORD).await.is(303);
    set(&mut visitor, &path, NEW, NEW).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_end_after_an_hour_with_a_newer_one_and_with_the_password() {
    let site = mailing(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    ask(&site, "ana@example.org").await.is(303);
    let first = link(&site, "ana@example.org", "/login/reset/").await;
    ask(&site, "ana@example.org").await.is(303);
    let second = link(&site, "ana@example.org", "/login/reset/").await;
    ana.get(&first).await.is(410);
    ana.get(&second).await.is(200);
    let fields = [("current_password", PASSWORD), ("new_password", NEW), ("repeat_password", NEW)];
    ana.post("/api/accounts/change_password", &fields).await.is(303);
    ana.get(&second).await.is(410);
    ask(&site, "ana@example.org").await.is(303);
    let third = link(&site, "ana@example.org", "/login/reset/").await;
    site.clock.advance(jiff::SignedDuration::from_mins(59));
    ana.get(&third).await.is(200);
    site.clock.advance(jiff::SignedDuration::from_mins(2));
    ana.get(&third).await.is(410);
}

/// Gives somebody a passkey, a login and a webhook with a message that waits, straight into the database.
async fn dig_in(site: &Site, user_id: Uuid) {
    let db = site.database.db.write();
    let passkey = passkeys::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(user_id),
        credential_hash: Set("f".to_owned()),
        name: Set("Mine".to_owned()),
        credential: Set("{}".to_owned()),
        created_at: Set(0),
        used_at: Set(None),
    };
    passkeys::Entity::insert(passkey).exec_without_returning(db).await.expect("a passkey");
    let identity = identities::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(user_id),
        issuer: Set("https://login.example".to_owned()),
        subject: Set("1".to_owned()),
        provider: Set("example".to_owned()),
        email: Set(None),
        created_at: Set(0),
        used_at: Set(None),
    };
    identities::Entity::insert(identity).exec_without_returning(db).await.expect("a login");
    let webhook_id = Uuid::now_v7();
    let webhook = webhooks::ActiveModel {
        id: Set(webhook_id),
        user_id: Set(user_id),
        url: Set("https://hook.example/".to_owned()),
        topics: Set("guests".to_owned()),
        created_at: Set(0),
        delivered_at: Set(None),
        paused_at: Set(None),
    };
    webhooks::Entity::insert(webhook).exec_without_returning(db).await.expect("a webhook");
    let message = webhook_deliveries::ActiveModel {
        id: Set(Uuid::now_v7()),
        webhook_id: Set(webhook_id),
        event: Set("guest.added".to_owned()),
        body: Set("{}".to_owned()),
        attempts: Set(1),
        last_error: Set(None),
        failed_at: Set(None),
        created_at: Set(0),
        post_id: Set(None),
        party_id: Set(None),
    };
    webhook_deliveries::Entity::insert(message).exec_without_returning(db).await.expect("a message");
}

async fn rows_of<E: EntityTrait>(site: &Site) -> usize {
    E::find().all(site.database.db.read()).await.expect("a query").len()
}

/// How many ways in or of reading along there are, of everybody, by table.
async fn ways_in(site: &Site) -> [(&'static str, usize); 9] {
    let db = site.database.db.read();
    let feeds = calendar_feeds::Entity::find().filter(calendar_feeds::Column::TokenHash.is_not_null());
    let links = mailed_tokens::Entity::find().filter(mailed_tokens::Column::Kind.ne("verify"));
    [
        ("address changes", rows_of::<address_changes::Entity>(site).await),
        ("API tokens", rows_of::<api_tokens::Entity>(site).await),
        ("calendars", feeds.all(db).await.expect("a query").len()),
        ("logins", rows_of::<identities::Entity>(site).await),
        ("mailed links", links.all(db).await.expect("a query").len()),
        ("passkeys", rows_of::<passkeys::Entity>(site).await),
        ("recovery codes", rows_of::<recovery_codes::Entity>(site).await),
        ("webhooks", rows_of::<webhooks::Entity>(site).await),
        ("messages", rows_of::<webhook_deliveries::Entity>(site).await),
    ]
}

/// Whoever made the account with the address of somebody else loses it to them, with every way in.
#[tokio::test(flavor = "multi_thread")]
async fn the_owner_of_the_address_takes_over_what_was_made_with_it() {
    let site = mailing(Database::Sqlite).await;
    let mut squatter = a_person(&site, "ana").await.browser;
    dig_in(&site, rows::user(&site, "ana").await.id).await;
    let program = site.program("ana", "read").await;
    let calendar = calendar_of(&mut squatter).await;
    squatter.post("/api/passkeys/second_factor", &[("on", "true"), ("password", PASSWORD)]).await.is(303);
    let another = [("email", "squatter@example.org"), ("password", PASSWORD)];
    squatter.post("/api/address/change", &another).await.is(303);
    ask(&site, "ana@example.org").await.is(303);
    let path = link(&site, "ana@example.org", "/login/reset/").await;
    let before = ways_in(&site).await;
    assert!(before.iter().all(|(_, count)| *count > 0), "{before:?}");
    set(&mut site.visitor(), &path, NEW, NEW).await.is(303);
    let after = ways_in(&site).await;
    assert!(after.iter().all(|(_, count)| *count == 0), "{after:?}");
    squatter.get("/settings").await.is(401);
    squatter.get(&calendar).await.is(404);
    program.get("/api/v1/me").await.is_problem(401, "no_token");
    let owner = rows::user(&site, "ana").await;
    assert!(owner.email_verified_at.is_some() && !owner.second_factor);
    log_in(&site, NEW).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_address_is_told() {
    let site = mailing(Database::Sqlite).await;
    for email in ["", "ana", "ana@", "@example.org"] {
        let page = ask(&site, email).await;
        assert!(page.status == 422, "{email}: {}", page.status);
    }
    assert_eq!(maybe_link(&site, "@", "/login/").await, None);
}
