//! `/settings/sessions`

use crate::support::{Browser, PASSWORD, Site, a_person, rows, value};

const END: &str = "/api/sessions/end";

/// Logs in on another device.
async fn device(site: &Site, login: &str) -> Browser {
    let mut visitor = site.visitor();
    visitor.post("/api/accounts/log_in", &[("login", login), ("password", PASSWORD)]).await.is(303);
    visitor
}

#[tokio::test(flavor = "multi_thread")]
async fn one_session_ends_at_once_on_every_instance() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let (phone, laptop) = (device(&site, "ana").await, device(&site, "ana").await);
    let page = ana.get("/settings/sessions").await;
    page.is(200).reads("Firefox on Linux").reads("This device").reads("Log out everywhere else");
    let forms = page.forms(END);
    assert_eq!(forms.len(), 2, "one form for each other session");
    let handle = value(&forms[0], "handle").expect("a handle");
    for browser in [&ana, &phone, &laptop] {
        assert_ne!(browser.cookies["session"], handle, "what the page shows opens nothing");
    }
    let answer = ana.post(END, &[("_page", "/settings/sessions"), ("handle", handle)]).await;
    assert_eq!(answer.is(303).location(), "/settings/sessions");
    ana.follow(&answer).await.is(200).reads("That session has ended.");
    let mut statuses = Vec::new();
    for browser in [&phone, &laptop] {
        statuses.push(site.on_twin(browser).get("/settings").await.status.as_u16());
    }
    statuses.sort();
    assert_eq!(statuses, [200, 401]);
    assert_eq!(rows::sessions(&site, "ana").await.len(), 2);
    ana.post(END, &[("handle", handle)]).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_others_end_and_this_one_stays() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut bo = a_person(&site, "bob").await.browser;
    let (phone, laptop) = (device(&site, "ana").await, device(&site, "ana").await);
    ana.post("/api/sessions/end_others", &[]).await.is(303);
    for browser in [&phone, &laptop] {
        site.on_twin(browser).get("/settings").await.is(401);
    }
    ana.get("/settings/sessions").await.is(200).reads_not("Log out everywhere else");
    bo.get("/settings").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_ends_sessions_of_others() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut bo = a_person(&site, "bob").await.browser;
    let handle = rows::sessions(&site, "ana").await[0].id_hash.clone();
    bo.post(END, &[("handle", &handle)]).await.is(303);
    site.visitor().post(END, &[("handle", &handle)]).await.is(401);
    ana.get("/settings").await.is(200);
    bo.get("/settings/sessions").await.is(200).says_not(&handle);
}

#[tokio::test(flavor = "multi_thread")]
async fn ending_the_own_session_logs_out() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let handle = rows::sessions(&site, "ana").await[0].id_hash.clone();
    ana.post(END, &[("handle", &handle)]).await.is(303);
    ana.get("/settings").await.is(401);
    assert!(rows::sessions(&site, "ana").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_does_not_come_back_by_being_used() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut phone = device(&site, "ana").await;
    ana.post("/api/sessions/end_others", &[]).await.is(303);
    site.wait_hours(1);
    for path in ["/", "/settings", "/parties"] {
        phone.get(path).await;
    }
    assert_eq!(rows::sessions(&site, "ana").await.len(), 1);
}

/// Networks, not whole addresses: enough to tell one's own from others.
#[tokio::test(flavor = "multi_thread")]
async fn devices_say_from_where_they_were_last_used() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut phone = site.visitor_from("203.0.113.7");
    phone.post("/api/accounts/log_in", &[("login", "ana"), ("password", PASSWORD)]).await.is(303);
    let page = ana.get("/settings/sessions").await;
    page.is(200).reads("This device · This machine").reads("203.0.113.*").reads_not("203.0.113.7");
    let mut travelled = site.visitor_from("2001:db8:1:2::3");
    travelled.cookies.clone_from(&phone.cookies);
    travelled.get("/parties").await.is(200);
    ana.get("/settings/sessions").await.is(200).reads("2001:db8:1:*").reads_not("203.0.113");
    let places: Vec<_> = rows::sessions(&site, "ana").await.into_iter().map(|session| session.place).collect();
    assert!(places.iter().all(|place| !place.contains("::3") && !place.ends_with('7')), "{places:?}");
}
