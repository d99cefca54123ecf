//! How long a session lasts.

use app::backend::entities::sessions;
use sea_orm::EntityTrait;

use crate::support::{Browser, Site, a_person, rows};

const DAY: i64 = 24;

async fn is_logged_in(browser: &mut Browser) -> bool {
    let page = browser.get("/settings").await;
    match page.status.as_u16() {
        200 => true,
        401 => {
            page.reads("Please log in");
            false
        }
        status => panic!("{status}: {}", page.text()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_weeks_without_use_end_it() {
    let site = Site::new().await;
    let mut used = a_person(&site, "ana").await.browser;
    let mut idle = a_person(&site, "ben").await.browser;
    site.wait_hours(13 * DAY);
    assert!(is_logged_in(&mut used).await);
    site.wait_hours(DAY + 1);
    assert!(is_logged_in(&mut used).await, "each use counts");
    assert!(!is_logged_in(&mut idle).await);
    site.wait_hours(14 * DAY + 1);
    assert!(!is_logged_in(&mut used).await);
    assert!(!is_logged_in(&mut used).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn ninety_days_end_it_in_any_case() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    for _ in 0..8 {
        site.wait_hours(11 * DAY);
        assert!(is_logged_in(&mut ana).await);
    }
    site.wait_hours(DAY);
    assert!(is_logged_in(&mut ana).await, "89 days");
    let session = rows::sessions(&site, "ana").await.remove(0);
    assert!(session.expires_at <= session.created_at + 90 * DAY * 3_600_000, "no longer than it will last");
    site.wait_hours(DAY);
    assert!(!is_logged_in(&mut ana).await, "90 days");
}

/// The browser's cookie lasts as long as the session does: each use sends it anew, but not each request writes.
#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_renewed_with_the_session() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    ana.get("/settings").await.is(200);
    let page = ana.get("/settings").await;
    assert!(page.cookies().iter().all(|cookie| !cookie.starts_with("session=")), "{:?}", page.cookies());
    let before = rows::sessions(&site, "ana").await.remove(0);
    site.wait_hours(1);
    let page = ana.get("/settings").await;
    let cookie = page.cookies().into_iter().find(|cookie| cookie.starts_with("session=")).expect("a cookie").to_owned();
    assert!(cookie.contains("Max-Age=1209600"), "{cookie}");
    let after = rows::sessions(&site, "ana").await.remove(0);
    assert!(
        after.seen_at - before.seen_at >= 3_600_000 && after.expires_at - before.expires_at >= 3_599_000,
        "{before:?} {after:?}"
    );
    assert_eq!(after.created_at, before.created_at);
}

/// A session that was ended while a request was under way stays ended.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_ended_does_not_come_back() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    site.wait_hours(1);
    sessions::Entity::delete_many().exec(site.database.db.write()).await.expect("they are ended");
    assert!(!is_logged_in(&mut ana).await);
    assert_eq!(rows::sessions(&site, "ana").await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_get_no_session() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    for path in ["/", "/login", "/signup", "/nowhere"] {
        visitor.get(path).await;
    }
    assert!(visitor.cookies.is_empty(), "{:?}", visitor.cookies);
    assert!(sessions::Entity::find().all(site.database.db.read()).await.expect("a query").is_empty());
}
