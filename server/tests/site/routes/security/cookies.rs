//! Flags of cookies.

use axum::{body::Body, http::header};

use crate::support::{Browser, Database, PASSWORD, Page, Site, a_party, a_person, invite, rows};

fn cookie<'a>(page: &'a Page, name: &str) -> &'a str {
    let found = page.cookies().into_iter().find(|cookie| cookie.starts_with(name));
    found.unwrap_or_else(|| panic!("{name} is not in {:?}", page.cookies()))
}

fn flags(cookie: &str) -> Vec<&str> {
    let mut flags: Vec<_> = cookie.split("; ").skip(1).filter(|flag| !flag.starts_with("Expires")).collect();
    flags.sort();
    flags
}

#[tokio::test(flavor = "multi_thread")]
async fn over_http() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let page = site.visitor().post("/api/accounts/log_in", &[("login", "ana"), ("password", PASSWORD)]).await;
    let session = cookie(&page, "session=");
    assert_eq!(&flags(session)[..1], ["HttpOnly"]);
    assert!(
        session.contains("SameSite=Lax") && session.contains("Path=/") && session.contains("Max-Age=1209"),
        "{session}"
    );
    assert!(!session.contains("Secure") && !session.contains("Domain"), "{session}");
}

/// Sends a form to a site that is served over HTTPS.
async fn post(browser: &mut Browser, path: &str, body: String) -> Page {
    let mut request = browser.change(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let headers = request.headers_mut().expect("a request");
    headers.insert(header::ORIGIN, header::HeaderValue::from_static("https://soiree.test"));
    browser.send(request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_BASE_URL", "https://soiree.test")]).await;
    let mut ana = site.visitor();
    let sign_up = "username=ana&email=ana@example.org&display_name=Ana&password=a+long+walk+home+7";
    let page = post(&mut ana, "/api/accounts/sign_up", sign_up.to_owned()).await;
    let session = cookie(page.is(303), "__Host-session=");
    for flag in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(flags(session).contains(&flag), "{session}");
    }
    assert!(!session.contains("Domain"), "{session}");
    ana.get("/settings").await.is(200);
    let mut planted = site.visitor();
    planted.cookies.insert("session".to_owned(), ana.cookies["__Host-session"].clone());
    planted.get("/settings").await.is(401);
    let party = "title=Supper&time_zone=UTC&first_entry=2099-07-10T20:00";
    post(&mut ana, "/api/parties/create", party.to_owned()).await.is(303);
    let party = app::domain::PartyId(rows::parties(&site).await[0].id);
    let page = post(&mut site.visitor(), "/api/rsvps/join", format!("party={party}&name=Zoe&answer=yes")).await;
    let guest = cookie(page.is(303), "guest-");
    for flag in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(flags(guest).contains(&flag), "{guest}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_cannot_be_forged() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    for forged in ["You+won", "<script>", "loggedout", ""] {
        visitor.cookies.insert("flash".to_owned(), forged.to_owned());
        visitor.get("/").await.is(200).says_not("role=\"status\"").says_not("You won");
    }
    visitor.cookies.insert("flash".to_owned(), "LoggedOut".to_owned());
    visitor.get("/").await.is(200).reads("You are logged out.");
    assert!(!visitor.cookies.contains_key("flash"), "it is said once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_personal_link_opens_with_either_cookie_gone() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("visibility", "invited").by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    let mut bo = a_person(&site, "bob").await.browser;
    bo.get(&format!("/i/{token}")).await.is(303);
    bo.get(&format!("/p/{party}")).await.is(200);
    bo.post("/api/accounts/log_out", &[]).await.is(303);
    bo.get(&format!("/p/{party}")).await.is(200);
    bo.cookies.clear();
    bo.get(&format!("/p/{party}")).await.is(404);
}
