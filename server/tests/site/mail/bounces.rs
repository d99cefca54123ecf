//! Mails that came back.

use axum::{
    body::Body,
    http::{Method, header},
};
use server::mail::{note_report, sign};

use super::{only, states};
use crate::support::{Database, Mailing, Page, Site};

const SECRET: &str = "a secret of some length";
const REPORT: &str = include_str!("../../fixtures/bounce.eml");

async fn hook(mailing: &Mailing, kind: &str, body: &str, signature: &str) -> Page {
    let mut service = mailing.site.visitor();
    let request = axum::http::Request::builder().method(Method::POST).uri("/hooks/mail/bounces");
    let request = request.header(header::CONTENT_TYPE, kind).header("soiree-signature", signature);
    service.send(request.body(Body::from(body.to_owned())).expect("a request")).await
}

async fn with_hook(kind: Database) -> Mailing {
    let mut mailing = Mailing::with(kind, &[("SOIREE_MAIL_HOOK_SECRET", SECRET)]).await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    mailing
}

fn now(mailing: &Mailing) -> i64 {
    mailing.site.clock.now() / 1_000
}

on_each_database! {
    async fn signed_word_is_noted_once(site: Site) {
        let mut mailing = with_hook(site.database.kind).await;
        let id = mailing.server.received()[0].header("Message-ID");
        let body = format!("{{\"message_id\":\"{id}\",\"reason\":\"Mailbox is gone\"}}");
        let signature = sign(SECRET, now(&mailing), body.as_bytes());
        hook(&mailing, "application/json", &body, &signature).await.is(200).says("noted");
        let mail = only(&mailing.site).await;
        assert_eq!((mail.state.as_str(), mail.reason.as_str()), ("bounced", "Mailbox is gone"));
        hook(&mailing, "application/json", &body, &signature).await.is(200).says("nothing to note");
        mailing.ana.get(&format!("/p/{}/guests", mailing.party)).await.reads("Mailbox is gone");
        mailing.ana.get(&format!("/p/{}/mail", mailing.party)).await.reads("Not delivered").reads("Invitation 1 came back");
    }

    async fn whole_reports_are_read_too(site: Site) {
        let mailing = with_hook(site.database.kind).await;
        let report = REPORT.replace("0123456789abcdef0123456789abcdef", &only(&mailing.site).await.message_key);
        let signature = sign(SECRET, now(&mailing), report.as_bytes());
        hook(&mailing, "message/rfc822", &report, &signature).await.is(200).says("noted");
        assert!(only(&mailing.site).await.reason.starts_with("550 5.1.1"));
        let unknown = sign(SECRET, now(&mailing), REPORT.as_bytes());
        hook(&mailing, "message/rfc822", REPORT, &unknown).await.is(200).says("nothing to note");
        let other = "Subject: Hello\n\nHow are you?\n";
        let signed = sign(SECRET, now(&mailing), other.as_bytes());
        hook(&mailing, "message/rfc822", other, &signed).await.is(200).says("nothing to note");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_in_a_mailbox_are_noted_too() {
    let mailing = with_hook(Database::Sqlite).await;
    let report = REPORT.replace("0123456789abcdef0123456789abcdef", &only(&mailing.site).await.message_key);
    for mail in ["Subject: Hello\n\nHow are you?\n", REPORT, &report] {
        note_report(&mailing.site.state, mail.as_bytes().to_vec()).await.expect("no error");
    }
    assert!(only(&mailing.site).await.reason.starts_with("550 5.1.1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_word_changes_nothing() {
    let mailing = with_hook(Database::Sqlite).await;
    let id = mailing.server.received()[0].header("Message-ID");
    let body = format!("{{\"message_id\":\"{id}\"}}");
    let now = now(&mailing);
    let other = sign(SECRET, now, b"another body");
    for signature in [
        "",
        "t=1,v1=00",
        &sign("another secret", now, body.as_bytes()),
        &other,
        &sign(SECRET, now - 301, body.as_bytes()),
    ] {
        hook(&mailing, "application/json", &body, signature).await.is(401);
    }
    for nonsense in ["", "{}", "hello", "{\"message_id\":\"<x@example.org>\"}"] {
        hook(&mailing, "application/json", nonsense, &sign(SECRET, now, nonsense.as_bytes())).await.is(400);
    }
    assert_eq!(states(&mailing.site).await, [("invitation".to_owned(), "sent".to_owned())]);
}

/// After an evening of invitations a relay has much to tell; who does not know the secret is stopped all the same.
#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_words_are_taken_and_forged_ones_are_not() {
    let settings = [("SOIREE_MAIL_HOOK_SECRET", SECRET), ("SOIREE_RATE", "60")];
    let mailing = Mailing::with(Database::Sqlite, &settings).await;
    let body = format!("{{\"message_id\":\"<{}@soiree.test>\"}}", "0123456789abcdef".repeat(2));
    let signature = sign(SECRET, now(&mailing), body.as_bytes());
    for _ in 0..500 {
        hook(&mailing, "application/json", &body, &signature).await.is(200).says("nothing to note");
    }
    let mut forged = Vec::new();
    for _ in 0..40 {
        forged.push(hook(&mailing, "application/json", &body, "t=1,v1=00").await.status.as_u16());
    }
    assert!(forged[0] == 401 && forged[39] == 429, "{forged:?}");
    hook(&mailing, "application/json", &body, &signature).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_secret_there_is_no_hook() {
    let mailing = Mailing::new().await;
    hook(&mailing, "application/json", "{}", &sign("", now(&mailing), b"{}")).await.is(404);
}
