//! `/settings/password`

use crate::support::{Browser, PASSWORD, Page, Site, a_person, calendar_of, rows};

const ACTION: &str = "/api/accounts/change_password";
const NEW: &str = "two lamps and a chair";

async fn change(browser: &mut Browser, current: &str, new: &str, repeat: &str) -> Page {
    let fields = [
        ("_page", "/settings/password"),
        ("current_password", current),
        ("new_password", new),
        ("repeat_password", repeat),
    ];
    browser.post(ACTION, &fields).await
}

async fn log_in(browser: &mut Browser, password: &str) -> Page {
    browser.post("/api/accounts/log_in", &[("login", "ana"), ("password", password)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_other_sessions_on_every_instance() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut phone = site.visitor();
    log_in(&mut phone, PASSWORD).await.is(303);
    let mut phone = site.on_twin(&phone);
    phone.get("/settings").await.is(200);
    let mut bo = a_person(&site, "bob").await.browser;
    let (calendar, his) = (calendar_of(&mut ana).await, calendar_of(&mut bo).await);
    let answer = change(&mut ana, PASSWORD, NEW, NEW).await;
    assert_eq!(answer.is(303).location(), "/settings/password");
    ana.follow(&answer)
        .await
        .is(200)
        .reads("Your other sessions have ended. API tokens and the address of your calendar work no longer.");
    ana.get(&calendar).await.is(404);
    phone.get("/settings").await.is(401);
    bo.get("/settings").await.is(200);
    bo.get(&his).await.is(200);
    assert_eq!(rows::sessions(&site, "ana").await.len(), 1);
    log_in(&mut site.visitor(), PASSWORD).await.is(422);
    log_in(&mut site.visitor(), NEW).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_change_nothing_and_show_no_password() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let before = rows::everything(&site).await;
    for (current, new, repeat, says) in [
        ("", NEW, NEW, "Please fill this in."),
        ("not my password", NEW, NEW, "That is not your current password."),
        (PASSWORD, NEW, "two lamps and a table", "The two passwords differ."),
        (PASSWORD, NEW, "", "The two passwords differ."),
        (PASSWORD, "short", "short", "Please use at least 8 characters."),
        (PASSWORD, "ana@example.org", "ana@example.org", "leave your name and e-mail out"),
        (PASSWORD, "password", "password", "among the most common"),
    ] {
        let page = change(&mut ana, current, new, repeat).await;
        page.is(422).reads(says);
        for secret in [current, new, repeat].iter().filter(|secret| secret.len() > 8 && **secret != "ana@example.org") {
            page.says_not(secret);
        }
    }
    assert_eq!(rows::everything(&site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_the_current_password_is_slowed() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    for guess in 0..5 {
        change(&mut ana, &format!("guess number {guess}"), NEW, NEW).await.is(422);
    }
    let page = change(&mut ana, PASSWORD, NEW, NEW).await;
    page.is(429).reads("Too many tries. Please wait");
    assert!(["1", "2"].contains(&page.header("retry-after")), "{}", page.header("retry-after"));
    log_in(&mut site.visitor(), PASSWORD).await.is(303);
}
