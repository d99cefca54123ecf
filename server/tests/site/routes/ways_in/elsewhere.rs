//! Accounts elsewhere: a provider in this process, which believes whatever code it gets.

use app::backend::entities::{identities, users};
use axum::{
    Form, Json, Router,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::{Browser, Database, PASSWORD, Page, Site, a_person, rows, value, verify};

const SIGN_UP: &str = "/api/logins/sign_up";
const LINK: &str = "/api/logins/link";

/// Codes are what the provider says of somebody; the token is the code again.
async fn token(Form(fields): Form<Vec<(String, String)>>) -> Response {
    let field = |name: &str| value(&fields, name).unwrap_or_default().to_owned();
    let right = field("grant_type") == "authorization_code"
        && field("client_id") == "soiree"
        && field("client_secret") == "a secret"
        && field("redirect_uri") == "http://soiree.test/login/with/faces/back"
        && field("code_verifier").len() >= 43;
    if right && field("code") != "refused" {
        Json(json!({ "access_token": field("code"), "token_type": "Bearer" })).into_response()
    } else {
        StatusCode::BAD_REQUEST.into_response()
    }
}

async fn me(headers: HeaderMap) -> Response {
    let bearer = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let told = bearer.strip_prefix("Bearer ").unwrap_or_default();
    match serde_json::from_str::<Value>(told) {
        Ok(told) => Json(told).into_response(),
        Err(_) => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// A site whose people may have an account with the provider.
pub(super) async fn with_faces(kind: Database) -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let routes = Router::new().route("/token", post(token)).route("/me", get(me));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let urls = ["authorize", "token", "me"].map(|path| format!("{base}/{path}"));
    let settings = [
        ("SOIREE_MAIL", "outbox"),
        ("SOIREE_LOGINS", "faces"),
        ("SOIREE_LOGIN_FACES_LABEL", "Faces"),
        ("SOIREE_LOGIN_FACES_CLIENT_ID", "soiree"),
        ("SOIREE_LOGIN_FACES_CLIENT_SECRET", "a secret"),
        ("SOIREE_LOGIN_FACES_AUTHORIZE_URL", urls[0].as_str()),
        ("SOIREE_LOGIN_FACES_TOKEN_URL", urls[1].as_str()),
        ("SOIREE_LOGIN_FACES_USER_INFO_URL", urls[2].as_str()),
    ];
    Site::with(kind, &settings).await
}

pub(super) fn face(id: &str, email: &str, verified: bool) -> String {
    json!({ "id": id, "email": email, "email_verified": verified, "name": "Ana Blum" }).to_string()
}

/// Goes to the provider; gives the query of the address there.
async fn begin(browser: &mut Browser) -> Vec<(String, String)> {
    let page = browser.get("/login/with/faces?next=%2Fparties").await;
    let (_, query) = page.is(303).location().split_once('?').expect("a query");
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

async fn back(browser: &mut Browser, code: &str, state: &str) -> Page {
    let query =
        form_urlencoded::Serializer::new(String::new()).append_pair("code", code).append_pair("state", state).finish();
    browser.get(&format!("/login/with/faces/back?{query}")).await
}

/// There and back again.
pub(super) async fn come(browser: &mut Browser, code: &str) -> Page {
    let query = begin(browser).await;
    let state = value(&query, "state").expect("a state").to_owned();
    back(browser, code, &state).await
}

async fn identities(site: &Site) -> Vec<identities::Model> {
    identities::Entity::find().all(site.database.db.read()).await.expect("a query")
}

on_each_database! {
    async fn a_new_account_without_a_password(site: Site) {
        let site = with_faces(site.database.kind).await;
        let mut ana = site.visitor();
        ana.get("/login").await.is(200).reads("Log in with Faces");
        let code = face("7", "ana.b@example.org", true);
        let answer = come(&mut ana, &code).await;
        assert_eq!(answer.is(303).location(), "/login/new?next=%2Fparties");
        let page = ana.follow(&answer).await;
        page.is(200).reads("You come with your Faces account.").reads("Your e-mail here: ana.b@example.org");
        let form = page.form(SIGN_UP);
        assert_eq!((value(&form, "username"), value(&form, "display_name")), (Some("ana.b"), Some("Ana Blum")));
        assert_eq!(value(&form, "next"), Some("/parties"));
        let fields = [("username", "ana.b"), ("display_name", "Ana Blum"), ("email", "other@example.org"), ("next", "/parties")];
        let answer = ana.post(SIGN_UP, &fields).await;
        assert_eq!(answer.is(303).location(), "/parties");
        ana.get("/settings").await.is(200).reads("@ana.b");
        let issuer = identities(&site).await.remove(0).issuer;
        assert!(issuer.starts_with("http://127.0.0.1:") && issuer.ends_with("/me"), "{issuer}");
        let user = rows::user(&site, "ana.b").await;
        assert_eq!((user.email.as_str(), user.password_hash.as_str()), ("ana.b@example.org", ""));
        assert!(user.email_verified_at.is_some());
        for password in ["", "x", "$argon2id$"] {
            let fields = [("_page", "/login"), ("login", "ana.b"), ("password", password)];
            site.visitor().post("/api/accounts/log_in", &fields).await.is(422);
        }

        // The address changes elsewhere, and belongs to nobody here; who it is stays the same.
        let mut again = site.visitor();
        let answer = come(&mut again, &face("7", "blum@example.org", true)).await;
        assert_eq!(answer.is(303).location(), "/parties");
        again.get("/settings").await.is(200).reads("@ana.b").reads("ana.b@example.org");
        assert_eq!(identities(&site).await[0].email.as_deref(), Some("blum@example.org"));
    }

    /// Of two impatient taps both get in.
    async fn a_form_sent_twice_is_one_account_and_one_connection(site: Site) {
        let site = with_faces(site.database.kind).await;
        a_person(&site, "ben").await;
        verify(&site, "ben").await;
        let new = vec![("username", "ana.b"), ("display_name", "Ana"), ("next", "/parties")];
        let linked = vec![("password", PASSWORD), ("next", "/parties")];
        for (action, email, fields) in [(SIGN_UP, "ana.b@example.org", new), (LINK, "ben@example.org", linked)] {
            let mut visitor = site.visitor();
            come(&mut visitor, &face(email, email, true)).await.is(303);
            let mut taps = [visitor.clone(), visitor.clone()];
            for browser in &mut taps {
                let answer = browser.post_with_key(action, email, &fields).await;
                assert_eq!(answer.is(303).location(), "/parties", "{action}");
                browser.get("/settings").await.is(200).reads(email);
            }
            site.wait_hours(1);
            visitor.post_with_key(action, email, &fields).await.is(422);
        }
        assert_eq!(identities(&site).await.len(), 2);
    }

    async fn both_sides_verified_and_the_owner_confirms(site: Site) {
        let site = with_faces(site.database.kind).await;
        a_person(&site, "ana").await;
        verify(&site, "ana").await;
        let mut visitor = site.visitor();
        let answer = come(&mut visitor, &face("7", "ana@example.org", true)).await;
        let page = visitor.follow(&answer).await;
        page.is(200).reads("There is an account with your address ana@example.org.");
        assert!(page.forms(SIGN_UP).is_empty() && identities(&site).await.is_empty());
        visitor.get("/settings").await.is(401);
        let wrong = [("_page", "/login/new"), ("password", "not my password")];
        visitor.post(LINK, &wrong).await.is(422).reads("That is not your current password.");
        let answer = visitor.post(LINK, &[("password", PASSWORD), ("next", "/parties")]).await;
        assert_eq!(answer.is(303).location(), "/parties");
        visitor.get("/settings/logins").await.is(200).reads("Faces · ana@example.org");
        let mut again = site.visitor();
        assert_eq!(come(&mut again, &face("7", "", false)).await.is(303).location(), "/parties");
        again.get("/settings").await.is(200).reads("@ana");
    }

    /// Whoever made the account here, or there, may not be the owner of the address.
    async fn where_one_side_is_not_verified_an_address_connects_nothing(site: Site) {
        let site = with_faces(site.database.kind).await;
        a_person(&site, "ana").await;
        for (here, there) in [(false, false), (false, true), (true, false)] {
            if here {
                verify(&site, "ana").await;
            }
            let mut visitor = site.visitor();
            let answer = come(&mut visitor, &face("7", "ana@example.org", there)).await;
            let page = visitor.follow(&answer).await;
            assert!(page.is(200).forms(LINK).is_empty(), "{here} {there}: {}", page.text());
            visitor.post(LINK, &[("_page", "/login/new"), ("password", PASSWORD)]).await.is(403);
            let fields = [("_page", "/login/new"), ("username", "other"), ("display_name", "O"), ("email", "ana@example.org")];
            let page = visitor.post(SIGN_UP, &fields).await;
            let told = if there { "Somebody here has the address ana@example.org." } else { "Somebody already uses this." };
            page.is(422).reads(told);
            visitor.get("/settings").await.is(401);
        }
        assert!(identities(&site).await.is_empty());
    }

    async fn of_two_who_connect_the_same_one_does(site: Site) {
        let site = with_faces(site.database.kind).await;
        let mut people = [a_person(&site, "ana").await.browser, a_person(&site, "ben").await.browser];
        for browser in &mut people {
            let answer = come(browser, &face("7", "", false)).await;
            assert_eq!(answer.is(303).location(), "/settings/logins/connect");
        }
        let [mut ana, mut ben] = people;
        let fields = [("_page", "/settings/logins"), ("password", PASSWORD)];
        let (one, other) = tokio::join!(ana.post("/api/logins/connect", &fields), ben.post("/api/logins/connect", &fields));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort();
        assert_eq!(statuses, [303, 409]);
        assert_eq!(identities(&site).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_there_is_connected_when_its_owner_says_so() {
    let site = with_faces(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    ana.get("/settings/logins").await.is(200).reads("Connect Faces");
    let answer = come(&mut ana, &face("7", "blum@example.org", false)).await;
    ana.follow(&answer).await.is(200).reads("Connect Faces?").reads("blum@example.org");
    assert!(identities(&site).await.is_empty(), "coming back connects nothing by itself");
    for (password, says) in [("", "Please fill this in."), ("not my password", "That is not your current password.")] {
        let fields = [("_page", "/settings/logins/connect"), ("password", password)];
        ana.post("/api/logins/connect", &fields).await.is(422).reads(says);
    }
    assert!(identities(&site).await.is_empty(), "whoever has found somebody logged in connects nothing");
    ana.post("/api/logins/connect", &[("password", PASSWORD)]).await.is(303);
    ana.get("/settings/logins").await.is(200).reads("Faces · blum@example.org");
    let again = [("_page", "/settings/logins"), ("password", PASSWORD)];
    ana.post("/api/logins/connect", &again).await.is(422);
    let mut ben = a_person(&site, "ben").await.browser;
    come(&mut ben, &face("7", "", false)).await.is(409).reads("This login belongs to another account here.");
    let id = identities(&site).await[0].id.to_string();
    ben.post("/api/logins/disconnect", &[("id", &id)]).await.is(303);
    assert_eq!(identities(&site).await.len(), 1, "nobody disconnects what is somebody else's");
    ana.post("/api/logins/disconnect", &[("id", &id)]).await.is(303);
    assert!(identities(&site).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_browser_that_began_comes_back_and_once() {
    let site = with_faces(Database::Sqlite).await;
    let code = face("7", "ana@example.org", true);
    let mut visitor = site.visitor();
    let query = begin(&mut visitor).await;
    let state = value(&query, "state").expect("a state").to_owned();
    assert_eq!(value(&query, "code_challenge_method"), Some("S256"));
    assert_eq!(value(&query, "redirect_uri"), Some("http://soiree.test/login/with/faces/back"));
    back(&mut site.visitor(), &code, &state).await.is(422).reads("The login elsewhere did not work.");
    back(&mut visitor, &code, "another").await.is(422);
    back(&mut visitor, &code, &state).await.is(422);
    come(&mut visitor, "refused").await.is(422);
    come(&mut visitor, "not json").await.is(422);
    come(&mut visitor, &json!({ "email": "x@example.org" }).to_string()).await.is(422);
    let query = begin(&mut visitor).await;
    let state = value(&query, "state").expect("a state").to_owned();
    site.wait_hours(1);
    back(&mut visitor, &code, &state).await.is(422);
    visitor.get("/login/with/faces/back?error=access_denied&state=x").await.is(422);
    visitor.get("/login/with/nobody").await.is(404);
    come(&mut visitor, &code).await.is(303);
    assert!(identities(&site).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_way_in_stays_until_there_is_a_password() {
    let site = with_faces(Database::Sqlite).await;
    let mut ana = site.visitor();
    come(&mut ana, &face("7", "ana@example.org", true)).await.is(303);
    ana.post(SIGN_UP, &[("username", "ana"), ("display_name", "Ana")]).await.is(303);
    let id = identities(&site).await[0].id.to_string();
    let fields = [("_page", "/settings/logins"), ("id", id.as_str())];
    ana.post("/api/logins/disconnect", &fields).await.is(409).reads("Nobody could log in any more.");
    ana.get("/settings/password").await.is(200).reads_not("Password now");
    let new = "two lamps and a chair";
    let set = [("_page", "/settings/password"), ("new_password", new), ("repeat_password", new)];
    site.clock.advance(jiff::SignedDuration::from_mins(11));
    ana.post("/api/accounts/change_password", &set).await.is(422).reads("Please log out and in again");
    let mut ana = site.visitor();
    come(&mut ana, &face("7", "ana@example.org", true)).await.is(303);
    ana.post("/api/accounts/change_password", &set).await.is(303);
    ana.post("/api/logins/disconnect", &fields).await.is(303);
    let log_in = [("login", "ana"), ("password", new)];
    site.visitor().post("/api/accounts/log_in", &log_in).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_password_is_connected_from_inside() {
    let site = with_faces(Database::Sqlite).await;
    let person = a_person(&site, "ana").await.person;
    verify(&site, "ana").await;
    let row = users::ActiveModel { id: Set(person.id.0), password_hash: Set(String::new()), ..Default::default() };
    users::Entity::update(row).exec(site.database.db.write()).await.expect("no password");
    let mut visitor = site.visitor();
    let answer = come(&mut visitor, &face("8", "ana@example.org", true)).await;
    visitor.follow(&answer).await.is(200).reads("log in as you usually do");
    visitor.post(LINK, &[("_page", "/login/new"), ("password", "")]).await.is(403);
}
