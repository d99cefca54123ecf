//! Challenges, and what is none of a passkey. (What devices make of challenges, the browser tests show.)

use app::{
    backend::entities::{passkeys, users},
    domain::{Problem, passkey::MOST_PASSKEYS},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::Value;
use uuid::Uuid;

use crate::support::{Browser, Database, PASSWORD, Page, Site, a_person, rows, value};

const BEGIN: &str = "/api/passkeys/begin_add";
const RIGHT: [(&str, &str); 2] = [("name", "Phone"), ("password", PASSWORD)];

async fn challenge(browser: &mut Browser, action: &str, fields: &[(&str, &str)]) -> Value {
    let page = browser.call(action, fields).await;
    serde_json::from_slice(&page.is(200).bytes).expect("JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_passkey_is_asked_for_by_name_and_to_be_remembered() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let challenge = challenge(&mut ana, BEGIN, &RIGHT).await;
    let options = &challenge["publicKey"];
    assert_eq!(options["rp"]["id"], "soiree.test");
    assert_eq!(options["user"]["name"], "ana");
    let selection = &options["authenticatorSelection"];
    assert_eq!(selection["residentKey"], "required");
    assert_eq!(selection["userVerification"], "required");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_names_nobody() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let mut visitor = site.visitor();
    let first = challenge(&mut visitor, "/api/passkeys/begin_login", &[]).await;
    assert_eq!(first["publicKey"]["allowCredentials"], Value::Array(Vec::new()));
    assert_eq!(first["mediation"], Value::Null);
    let second = challenge(&mut visitor, "/api/passkeys/begin_login", &[]).await;
    assert_ne!(first["publicKey"]["challenge"], second["publicKey"]["challenge"]);
    visitor.get("/settings").await.is(401);
}

async fn log_in(browser: &mut Browser, credential: &str) -> Page {
    browser.post("/api/passkeys/log_in", &[("_page", "/login/passkey"), ("credential", credential)]).await
}

async fn add(browser: &mut Browser, name: &str, password: &str, credential: &str) -> Page {
    let fields = [
        ("_page", "/settings/passkeys"),
        ("_subject", "add"),
        ("name", name),
        ("password", password),
        ("credential", credential),
    ];
    browser.post("/api/passkeys/add", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_passkey_gets_nobody_in() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let made_up = r#"{"id":"AAAA","rawId":"AAAA","type":"public-key","response":
        {"authenticatorData":"AAAA","clientDataJSON":"e30","signature":"AAAA","userHandle":"AAAA"}}"#;
    for credential in ["", "{}", "null", "[1]", "<script>", made_up] {
        let mut visitor = site.visitor();
        log_in(&mut visitor, credential).await.is(422).reads("There came no passkey.");
        challenge(&mut visitor, "/api/passkeys/begin_login", &[]).await;
        log_in(&mut visitor, credential).await.is(422);
        challenge(&mut ana, BEGIN, &RIGHT).await;
        add(&mut ana, "Phone", PASSWORD, credential).await.is(422).reads("There came no passkey.");
    }
    assert_eq!(rows::sessions(&site, "ana").await.len(), 1);
    ana.get("/settings/passkeys").await.is(200).reads_not("Second step");
    add(&mut ana, "", PASSWORD, made_up).await.is(422).reads("Please fill this in.");
}

/// Whoever has found somebody logged in leaves no way in of their own behind.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_passkey_takes_the_password_or_a_login_just_now() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    challenge(&mut ana, BEGIN, &RIGHT).await;
    for (password, says) in [("", "Please fill this in."), ("not my password", "That is not your current password.")] {
        let page = add(&mut ana, "Phone", password, "{}").await;
        page.is(422).reads(says).reads_not("There came no passkey.");
        assert_eq!(value(&page.form("/api/passkeys/add"), "name"), Some("Phone"));
    }
    let id = rows::user(&site, "ana").await.id;
    let row = users::ActiveModel { id: Set(id), password_hash: Set(String::new()), ..Default::default() };
    users::Entity::update(row).exec(site.database.db.write()).await.expect("no password");
    add(&mut ana, "Phone", "", "{}").await.is(422).reads("There came no passkey.");
    site.clock.advance(jiff::SignedDuration::from_mins(11));
    add(&mut ana, "Phone", "", "{}").await.is(422).reads("Please log out and in again");
}

/// Before a device is asked, and it counts as one guess.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_before_there_is_a_challenge() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    for _ in 0..4 {
        ana.call(BEGIN, &[("name", "Phone"), ("password", "not my password")]).await.is(422);
        let page = add(&mut ana, "Phone", "not my password", "").await;
        page.is(422).reads("That is not your current password.").reads_not("There came no passkey.");
        assert_eq!(value(&page.form("/api/passkeys/add"), "name"), Some("Phone"));
    }
    ana.call(BEGIN, &[("name", ""), ("password", PASSWORD)]).await.is(422);
    add(&mut ana, "", PASSWORD, "").await.is(422).reads("Please fill this in.");
    challenge(&mut ana, BEGIN, &RIGHT).await;
    add(&mut ana, "Phone", "not my password", "{}").await.is(422).reads("That is not your current password.");
    add(&mut ana, "Phone", PASSWORD, "").await.is(422).reads("There came no passkey.");
}

/// A device is not asked to make one that would not be kept.
#[tokio::test(flavor = "multi_thread")]
async fn one_passkey_too_many_is_told_before_there_is_a_challenge() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let user = rows::user(&site, "ana").await.id;
    let row = |number: u64| passkeys::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(user),
        credential_hash: Set(format!("hash {number}")),
        name: Set(format!("Key {number}")),
        credential: Set("{}".to_owned()),
        created_at: Set(site.clock.now()),
        used_at: Set(None),
    };
    let rows: Vec<_> = (0..MOST_PASSKEYS).map(row).collect();
    passkeys::Entity::insert_many(rows).exec_without_returning(site.database.db.write()).await.expect("passkeys");
    ana.call(BEGIN, &RIGHT).await.is(422);
    let page = add(&mut ana, "Phone", PASSWORD, "").await;
    page.is(422).reads(&Problem::TooManyPasskeys { max: MOST_PASSKEYS }.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_say_what_they_need() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    site.visitor().get("/login").await.is(200).reads("Log in with a passkey");
    site.visitor().get("/login/passkey").await.is(200).reads("Passkeys need JavaScript");
    ana.get("/settings/passkeys").await.is(200).reads("Name of the new passkey").reads("Passkeys need JavaScript");
}

/// Passkeys belong to a name.
#[tokio::test(flavor = "multi_thread")]
async fn a_site_without_a_name_offers_none() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_BASE_URL", "http://192.0.2.1:3000")]).await;
    let mut ana = a_person(&site, "ana").await.browser;
    site.visitor().get("/login").await.is(200).reads_not("Log in with a passkey");
    ana.get("/settings/passkeys").await.is(200).reads("this site is open at a bare address");
    ana.call(BEGIN, &RIGHT).await.is(404);
    site.visitor().call("/api/passkeys/begin_login", &[]).await.is(404);
}
