//! `/logout`

use crate::support::{Site, a_person, rows};

#[tokio::test(flavor = "multi_thread")]
async fn ends_the_session_everywhere() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut copy = site.on_twin(&ana);
    copy.get("/settings").await.is(200);
    ana.get("/logout").await.is(200).reads("Log out?").reads("@ana");
    ana.get("/settings").await.is(200);
    let answer = ana.post("/api/accounts/log_out", &[("_page", "/logout")]).await;
    assert_eq!(answer.is(303).location(), "/");
    assert!(!ana.cookies.contains_key("session"), "{:?}", answer.cookies());
    ana.follow(&answer).await.is(200).reads("You are logged out.").reads("Good evenings start");
    ana.get("/logout").await.is(200).reads("You are logged out");
    copy.get("/settings").await.is(401);
    assert!(rows::sessions(&site, "ana").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_logged_in_is_logged_out_all_the_same() {
    let site = Site::new().await;
    let answer = site.visitor().post("/api/accounts/log_out", &[]).await;
    assert_eq!(answer.is(303).location(), "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sessions_go_on() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut phone = site.visitor();
    let fields = [("login", "ana"), ("password", crate::support::PASSWORD)];
    phone.post("/api/accounts/log_in", &fields).await.is(303);
    ana.post("/api/accounts/log_out", &[]).await.is(303);
    phone.get("/settings").await.is(200);
}
