//! Mails turned off, from the link in one of them.

use app::{backend::mail::post, domain::mail::MailKind};
use axum::{
    body::Body,
    http::{Method, header},
};

use super::states;
use crate::support::{Mailing, Page, Site, a_letter};

/// The link in the last mail to Zoe.
fn link(mailing: &Mailing) -> String {
    mailing.server.to("zoe@example.org").pop().expect("a mail").link("/unsubscribe/")
}

/// As a mail program does it: no cookies, no origin, no page.
async fn one_click(mailing: &Mailing, path: &str) -> Page {
    let mut visitor = mailing.site.visitor();
    let request = axum::http::Request::builder().method(Method::POST).uri(path).header(header::HOST, "soiree.test");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    visitor.send(request.body(Body::from("List-Unsubscribe=One-Click")).expect("a request")).await
}

async fn announce(mailing: &mut Mailing) {
    mailing.post("/api/mail/announce", &[("audience", "all"), ("message", "Bring shoes")]).await.is(303);
    mailing.send().await;
}

on_each_database! {
    async fn one_click_turns_off_the_party(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
        let link = link(&mailing);
        let header = mailing.server.to("zoe@example.org")[0].header("List-Unsubscribe");
        assert_eq!(header, format!("<http://soiree.test{link}>"));
        for _ in 0..2 {
            one_click(&mailing, &link).await.is(200);
        }
        announce(&mut mailing).await;
        assert_eq!((mailing.subjects("zoe@example.org").len(), mailing.subjects("cem@example.org").len()), (1, 2));
        assert!(states(&mailing.site).await.contains(&("announcement".to_owned(), "dropped".to_owned())));
        let other = crate::support::a_party().with("title", "Another one").by(&mut mailing.ana).await;
        mailing.party = other;
        mailing.invite_by_mail("Zoe <zoe@example.org>").await;
        assert_eq!(mailing.subjects("zoe@example.org").len(), 2, "of another party she hears");
    }

    async fn the_page_lets_choose_and_undo(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        mailing.invite_by_mail("Zoe <zoe@example.org>").await;
        let (link, mut zoe) = (link(&mailing), mailing.site.visitor());
        let page = zoe.get(&link).await;
        page.is(200).reads("Your mails").reads("No mails of this kind: Invitation").reads_not("zoe@");
        let form = page.form("/api/mail/choose");
        let token = crate::support::value(&form, "token").expect("a token").to_owned();
        let choose = |fields: &'static [&'static str]| {
            let mut all = vec![("token".to_owned(), token.clone())];
            all.extend(fields.iter().map(|name| ((*name).to_owned(), "true".to_owned())));
            all
        };
        let rounds: [(&'static [&'static str], usize); 4] =
            [(&["everything"], 0), (&[], 1), (&["party"], 1), (&["kind"], 2)];
        for (ticked, mails) in rounds {
            let fields = choose(ticked);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let answer = zoe.post("/api/mail/choose", &fields).await;
            assert_eq!(answer.is(303).location(), link);
            let shown = zoe.follow(&answer).await;
            assert_eq!(shown.form("/api/mail/choose").iter().filter(|(_, value)| value == "true").count(), ticked.len());
            announce(&mut mailing).await;
            assert_eq!(mailing.subjects("zoe@example.org").len(), 1 + mails, "{ticked:?}");
        }
    }

    async fn what_somebody_asked_for_comes_all_the_same(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        mailing.invite_by_mail("Zoe <zoe@example.org>").await;
        let token = link(&mailing).trim_start_matches("/unsubscribe/").to_owned();
        mailing.site.visitor().post("/api/mail/choose", &[("token", &token), ("everything", "true")]).await.is(303);
        let ctx = mailing.site.state.command_ctx();
        let letter = a_letter(MailKind::Reset, "zoe@example.org", "reset 1");
        post(&ctx, mailing.site.database.db.write(), letter).await.expect("a row");
        mailing.send().await;
        let mail = mailing.server.to("zoe@example.org").pop().expect("a mail");
        assert_eq!(mail.subject(), "A mail");
        assert!(mail.header("List-Unsubscribe").is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_turns_off_the_mails_of_others() {
    let mut mailing = Mailing::new().await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    let link = link(&mailing);
    let forged = format!("{}{}", &link[..link.len() - 1], if link.ends_with('1') { "2" } else { "1" });
    for path in ["/unsubscribe/x", "/unsubscribe/%ff", &forged] {
        assert!((400..500).contains(&one_click(&mailing, path).await.status.as_u16()), "{path}");
        let page = mailing.site.visitor().get(path).await;
        assert!((400..500).contains(&page.status.as_u16()), "{path}: {}", page.status);
    }
    announce(&mut mailing).await;
    assert_eq!(mailing.subjects("zoe@example.org").len(), 2);
}

/// The party is gone, but the mail is still there.
#[tokio::test(flavor = "multi_thread")]
async fn links_in_old_mails_work() {
    let mut mailing = Mailing::new().await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    let link = link(&mailing);
    mailing.post("/api/parties/delete", &[("title", "Summer on the roof")]).await.is(303);
    one_click(&mailing, &link).await.is(200);
    mailing.site.visitor().get(&link).await.is(200).reads_not("about this party");
}
