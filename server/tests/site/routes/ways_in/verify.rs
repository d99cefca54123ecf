//! `/verify/{token}`

use super::{link, mailing, maybe_link, send};
use crate::support::{Database, PASSWORD, Site, a_guest, a_party, a_person, invite, post, rows, value};

const VERIFY: &str = "/api/address/verify";

on_each_database! {
    async fn whoever_opens_the_mailed_link_has_shown_the_address(site: Site) {
        let site = mailing(site.database.kind).await;
        let mut ana = a_person(&site, "ana").await.browser;
        ana.get("/settings/address").await.is(200).reads("Not verified").reads("Send the mail again");
        let path = link(&site, "ana@example.org", "/verify/").await;
        // Mail programs look at links, too.
        for _ in 0..3 {
            site.visitor().get(&path).await.is(200).reads("Is this your address?").reads("ana@example.org").reads("@ana");
        }
        assert_eq!(rows::user(&site, "ana").await.email_verified_at, None);
        let answer = send(&mut ana, &path, VERIFY, &[]).await;
        ana.follow(&answer).await.is(200).reads("Thank you, your address is verified.");
        assert!(rows::user(&site, "ana").await.email_verified_at.is_some());
        ana.get("/settings/address").await.is(200).reads("Verified").reads_not("Send the mail again");
        ana.get(&path).await.is(410).reads("This link no longer works");
        let token = path.rsplit('/').next().expect("a token");
        ana.post(VERIFY, &[("token", token)]).await.is(410);
    }

    async fn of_many_who_use_a_link_one_does(site: Site) {
        let site = mailing(site.database.kind).await;
        let ana = a_person(&site, "ana").await.browser;
        let path = link(&site, "ana@example.org", "/verify/").await;
        let token = path.rsplit('/').next().expect("a token");
        let tries = (0..6).map(|_| {
            let mut visitor = ana.clone();
            async move { visitor.post(VERIFY, &[("token", token)]).await.status.as_u16() }
        });
        let mut answers = futures::future::join_all(tries).await;
        answers.sort();
        assert_eq!(answers, [303, 410, 410, 410, 410, 410]);
    }

    /// Invitations to the address, with what the guest did, belong to whoever shows that it is theirs; not before.
    async fn invitations_come_to_the_account(site: Site) {
        let site = mailing(site.database.kind).await;
        let mut host = a_person(&site, "hanna").await.browser;
        let party = a_party().with("visibility", "invited").by(&mut host).await;
        let token = invite(&site, &mut host, party, "Ana <ana@example.org>").await.remove(0);
        let mut guest = a_guest(&site, &token).await;
        guest.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", "yes")]).await.is(303);
        post(&mut guest, party, "I bring salad").await;

        let mut ana = a_person(&site, "ana").await.browser;
        ana.get(&format!("/p/{party}")).await.is(404);
        let path = link(&site, "ana@example.org", "/verify/").await;
        send(&mut ana, &path, VERIFY, &[]).await.is(303);
        ana.get(&format!("/p/{party}")).await.is(200);
        let me = rows::user(&site, "ana").await;
        let invite = rows::guest(&site, party, "Ana").await;
        assert_eq!((invite.user_id, invite.answer.as_str()), (Some(me.id), "yes"));
        assert_eq!(rows::posts(&site, party).await[0].user_id, Some(me.id));
        ana.get(&format!("/p/{party}/board")).await.is(200).reads("I bring salad");
    }

    async fn invitations_of_hosts_out_of_sight_do_not(site: Site) {
        let site = mailing(site.database.kind).await;
        let (mut hanna, mut ben) = (a_person(&site, "hanna").await.browser, a_person(&site, "ben").await.browser);
        let (hers, his) = (a_party().by(&mut hanna).await, a_party().by(&mut ben).await);
        for (host, party) in [(&mut hanna, hers), (&mut ben, his)] {
            invite(&site, host, party, "Ana <ana@example.org>").await;
        }
        let mut ana = a_person(&site, "ana").await.browser;
        ana.post("/api/people/block", &[("username", "hanna")]).await.is(303);
        let path = link(&site, "ana@example.org", "/verify/").await;
        send(&mut ana, &path, VERIFY, &[]).await.is(303);
        let me = rows::user(&site, "ana").await.id;
        let whose = [rows::guest(&site, hers, "Ana").await.user_id, rows::guest(&site, his, "Ana").await.user_id];
        assert_eq!(whose, [None, Some(me)]);
    }
}

/// Somebody made an account with an address that is not theirs: its owner does not give it away with a click.
#[tokio::test(flavor = "multi_thread")]
async fn whose_account_it_is_has_to_be_shown_too() {
    let site = mailing(Database::Sqlite).await;
    a_person(&site, "ana").await;
    let mut ben = a_person(&site, "ben").await.browser;
    let path = link(&site, "ana@example.org", "/verify/").await;
    for (browser, password, says) in [
        (&mut site.visitor(), "", "Please fill this in."),
        (&mut site.visitor(), "not my password", "That is not your current password."),
        (&mut ben, "", "Please fill this in."),
    ] {
        let page = send(browser, &path, VERIFY, &[("_page", &path), ("password", password)]).await;
        page.is(422).reads(says).reads("If you did not make the account @ana");
    }
    assert_eq!(rows::user(&site, "ana").await.email_verified_at, None);
    send(&mut site.visitor(), &path, VERIFY, &[("password", PASSWORD)]).await.is(303);
    assert!(rows::user(&site, "ana").await.email_verified_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn links_end_with_a_newer_one_with_time_and_with_the_address() {
    let site = mailing(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    let first = link(&site, "ana@example.org", "/verify/").await;
    ana.post("/api/address/ask", &[]).await.is(303);
    let second = link(&site, "ana@example.org", "/verify/").await;
    assert_ne!(first, second);
    ana.get(&first).await.is(410);
    ana.get(&second).await.is(200);
    site.wait_hours(25);
    ana.get(&second).await.is(410);
    server::housekeeping::once(&site.state).await.expect("the sweep works");
    ana.post("/api/address/ask", &[]).await.is(303);
    let third = link(&site, "ana@example.org", "/verify/").await;
    ana.get(&third).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_are_asked_for_a_few_times_an_hour() {
    let site = mailing(Database::Sqlite).await;
    let mut ana = a_person(&site, "ana").await.browser;
    for _ in 0..5 {
        ana.post("/api/address/ask", &[("_page", "/settings/address")]).await.is(303);
    }
    ana.post("/api/address/ask", &[("_page", "/settings/address")]).await.is(429).reads("Too many tries. Please wait");
    site.wait_hours(1);
    ana.post("/api/address/ask", &[("_page", "/settings/address")]).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_mail_nothing_promises_one() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    ana.get("/settings/address").await.is(200).reads("Not verified").reads_not("Send the mail again");
    ana.post("/api/address/ask", &[]).await.is(404);
    site.visitor().get("/login").await.is(200).reads_not("Log in by mail").reads("Forgot your password?");
    for path in ["/login/reset", "/login/link"] {
        site.visitor().get(path).await.is(200).reads("This site sends no mail.").reads_not("Send me a link");
    }
    for action in ["/api/links/ask_reset", "/api/links/ask_login"] {
        site.visitor().post(action, &[("email", "ana@example.org")]).await.is(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_s_link_is_shown() {
    let site = mailing(Database::Sqlite).await;
    a_person(&site, "ana").await;
    let path = link(&site, "ana@example.org", "/verify/").await;
    let token = path.rsplit('/').next().expect("a token");
    for other in ["/login/reset/", "/login/link/", "/address/"] {
        site.visitor().get(&format!("{other}{token}")).await.is(410);
    }
    assert!(token.len() >= 26, "160 bits: {token}");
    assert_eq!(maybe_link(&site, "ben@example.org", "/").await, None);
    let page = site.visitor().get(&path).await;
    assert_eq!(value(&page.form(VERIFY), "token"), Some(token));
}
