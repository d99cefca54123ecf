//! A form that stood open until the session was gone: log in, and it is there again, filled in.

use app::domain::PartyId;

use crate::support::{Browser, PASSWORD, Page, Site, a_party, a_person, invite, rows, value};

const LOG_IN: &str = "/api/accounts/log_in";
const UPDATE: &str = "/api/parties/update";

/// A party and the browser of its host, which has lost the session.
async fn lost(site: &Site) -> (Browser, PartyId) {
    let mut ana = a_person(site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    ana.cookies.clear();
    (ana, party)
}

/// Sends the edit form with a long description.
async fn send(browser: &mut Browser, party: PartyId) -> Page {
    let (id, page) = (party.to_string(), format!("/p/{party}/edit"));
    let fields = [
        ("_page", page.as_str()),
        ("party", &id),
        ("title", "Typed & \"quoted\" <title>"),
        ("description", "Line one\nline+two = 50% & more 🎉"),
        ("time_zone", "Europe/Berlin"),
        ("first_entry", "2099-07-10T20:00"),
        ("paused", "true"),
    ];
    browser.post(UPDATE, &fields).await
}

/// Logs in with the form on the page.
async fn log_in(browser: &mut Browser, page: &Page, password: &str) -> Page {
    let form = page.form(LOG_IN);
    let hidden = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let hidden = hidden.filter(|(name, _)| !["login", "password"].contains(name));
    let fields: Vec<_> = hidden.chain([("login", "ana"), ("password", password)]).collect();
    browser.post(LOG_IN, &fields).await
}

/// The form is filled in as it was sent, and can be sent again.
async fn comes_back(site: &Site, browser: &mut Browser, page: &Page, party: PartyId) {
    page.is(200).reads("Welcome back. Here is what you wrote; please send it again.").reads("Edit party");
    let form = page.form(UPDATE);
    assert_eq!(value(&form, "title"), Some("Typed & \"quoted\" <title>"));
    assert_eq!(value(&form, "description"), Some("Line one\nline+two = 50% & more 🎉"));
    assert_eq!((value(&form, "paused"), value(&form, "place")), (Some("true"), Some("")));
    let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = browser.post(UPDATE, &fields).await;
    browser.follow(&answer).await.is(200).reads("Saved.");
    let row = rows::party(site, party).await;
    assert_eq!((row.title.as_str(), row.paused, row.place.as_str()), ("Typed & \"quoted\" <title>", true, ""));
    assert_eq!(row.description, "Line one\nline+two = 50% & more 🎉");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost() {
    let site = Site::new().await;
    let (mut ana, party) = lost(&site).await;
    let before = rows::everything(&site).await;
    let page = send(&mut ana, party).await;
    page.is(401)
        .reads("Please log in")
        .reads("Nothing is lost: after you log in, your form is filled in as you left it.");
    assert_eq!(value(&page.form(LOG_IN), "_held_action"), Some(UPDATE));
    assert_eq!(rows::everything(&site).await, before);
    let page = log_in(&mut ana, &page, PASSWORD).await;
    comes_back(&site, &mut ana, &page, party).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_session_is_too_old() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    site.wait_hours(15 * 24);
    let page = send(&mut ana, party).await;
    page.is(401);
    let page = log_in(&mut ana, &page, PASSWORD).await;
    comes_back(&site, &mut ana, &page, party).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_by_a_wrong_password() {
    let site = Site::new().await;
    let (mut ana, party) = lost(&site).await;
    let mut page = send(&mut ana, party).await;
    for wrong in ["not my password", "nor is this"] {
        page = log_in(&mut ana, &page, wrong).await;
        assert!([401, 422].contains(&page.status.as_u16()), "{}", page.status);
        page.reads("Username, e-mail or password do not match.").reads("Nothing is lost").says_not(wrong);
    }
    let page = log_in(&mut ana, &page, PASSWORD).await;
    comes_back(&site, &mut ana, &page, party).await;
}

/// Who has no password here logs in elsewhere, by passkey or by mail, and the form waits where it is.
#[tokio::test(flavor = "multi_thread")]
async fn it_is_sent_after_a_login_in_another_tab() {
    let site = Site::new().await;
    let (mut ana, party) = lost(&site).await;
    let first = send(&mut ana, party).await;
    let still = log_in(&mut ana, &first, "not my password").await;
    ana.post(LOG_IN, &[("login", "ana"), ("password", PASSWORD)]).await.is(303);
    for page in [first, still] {
        page.reads("Logged in in another tab?");
        let reset = page.tags().into_iter().find(|tag| tag.get("href") == Some("/login/reset")).expect("a link");
        assert_eq!((reset.get("target"), reset.get("rel")), (Some("_blank"), Some("noopener")));
        let form = page.form(UPDATE);
        let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = ana.post(UPDATE, &fields).await;
        ana.follow(&answer).await.is(200).reads("Saved.");
        let row = rows::party(&site, party).await;
        assert_eq!((row.title.as_str(), row.paused), ("Typed & \"quoted\" <title>", true));
        assert_eq!(row.description, "Line one\nline+two = 50% & more 🎉");
    }
    let page = site.visitor().get("/parties").await;
    page.is(401).reads_not("Logged in in another tab?").reads("Forgot your password?").says_not("_blank");
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_on_public_pages_are_held_as_well() {
    let site = Site::new().await;
    let (mut ana, party) = lost(&site).await;
    let page = format!("/p/{party}");
    let fields = [("_page", page.as_str()), ("party", &party.to_string()), ("username", "bob")];
    let page = ana.post("/api/hosts/add", &fields).await;
    page.is(401);
    let page = log_in(&mut ana, &page, "not my password").await;
    let held = page.form(LOG_IN);
    assert_eq!(value(&held, "_held_action"), Some("/api/hosts/add"), "the form is held after a wrong password");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_party_comes_back_too() {
    let site = Site::new().await;
    let (mut ana, _) = lost(&site).await;
    let fields = [("_page", "/parties/new"), ("title", "Typed for an hour"), ("first_entry", "2099-07-10T20:00")];
    let page = ana.post("/api/parties/create", &fields).await;
    page.is(401);
    let page = log_in(&mut ana, &page, PASSWORD).await;
    let form = page.is(200).form("/api/parties/create");
    assert_eq!(value(&form, "title"), Some("Typed for an hour"));
    assert_eq!(value(&form, "first_entry"), Some("2099-07-10T20:00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_are_not_held() {
    let site = Site::new().await;
    let (mut ana, _) = lost(&site).await;
    let fields =
        [("_page", "/settings/password"), ("current_password", PASSWORD), ("new_password", "two lamps and a chair")];
    let page = ana.post("/api/accounts/change_password", &fields).await;
    page.is(401).says_not("lamps").says_not("long walk");
    let page = log_in(&mut ana, &page, PASSWORD).await;
    page.is(200).says_not("lamps").says_not("long walk").reads("Password now");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_form_of_another_site_is_none() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    for (action, page) in [
        ("https://evil.example/", "/parties/new"),
        ("//evil.example", "/parties/new"),
        (UPDATE, "https://evil.example/"),
        (UPDATE, "//evil.example"),
    ] {
        let held = [
            ("_held", "title=x"),
            ("_held_action", action),
            ("_held_page", page),
            ("login", "ana"),
            ("password", PASSWORD),
        ];
        let answer = site.visitor().post(LOG_IN, &held).await;
        assert_eq!(answer.is(303).location(), "/", "{action} {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_who_logs_in_sees_no_page_of_the_first() {
    let site = Site::new().await;
    let (mut browser, party) = lost(&site).await;
    a_person(&site, "bob").await;
    let page = send(&mut browser, party).await;
    let form = page.form(LOG_IN);
    let hidden = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let hidden = hidden.filter(|(name, _)| !["login", "password"].contains(name));
    let fields: Vec<_> = hidden.chain([("login", "bob"), ("password", PASSWORD)]).collect();
    browser.post(LOG_IN, &fields).await.is(403).says_not("<title>Edit");
    assert_eq!(rows::party(&site, party).await.title, "Summer on the roof");
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_of_guests_come_back() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    invite(&site, &mut ana, party, "Zoe").await;
    let (id, add) = (party.to_string(), format!("/p/{party}/guests/add"));
    // Inside the login form each byte of the longest list is five.
    let longest: Vec<_> = (0..500).map(|number| format!("{}{number:04}", "🎉".repeat(31))).collect();
    for lines in ["Cem\nDora <dora@example.org>", longest.join("\n").as_str()] {
        ana.cookies.clear();
        let page = ana.post("/api/invites/add", &[("_page", &add), ("party", &id), ("lines", lines)]).await;
        page.is(401);
        let page = log_in(&mut ana, &page, PASSWORD).await;
        assert_eq!(value(&page.is(200).form("/api/invites/add"), "lines"), Some(lines));
    }
}
