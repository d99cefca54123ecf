//! Invitations: what arrives, once, and what the list says of it.

use super::{guest, only, states};
use crate::support::{Mailing, Site, mail_rows};

on_each_database! {
    async fn an_invitation_arrives_with_all_that_it_needs(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        let token = mailing.invite("Zoë <zoe@example.org>\nCem").await.remove(0);
        let page = mailing.ana.get(&format!("/p/{}/guests", mailing.party)).await;
        page.is(200).reads("1 guest with an e-mail address got no invitation yet.");
        let answer = mailing.post("/api/mail/invite_all", &[]).await;
        assert_eq!(answer.is(303).location(), format!("/p/{}/guests", mailing.party));
        mailing.send().await;

        let mails = mailing.server.received();
        assert_eq!(mails.len(), 1, "Cem has no address");
        let mail = &mails[0];
        assert_eq!((mail.from.as_str(), mail.to.as_str()), ("party@soiree.test", "zoe@example.org"));
        assert_eq!(mail.subject(), "Ana invites you: Summer on the roof");
        let text = mail.text();
        for words in ["Hello Zoë,", "When: Friday, 10 July 2099, 20:00 (Europe/Berlin)", "Where: The roof", "on the guest list"] {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(!text.contains("Sonnenallee"), "the address is for those who come: {text}");
        assert!(mail.html().contains(&format!("http://soiree.test/i/{token}")));
        assert!(mail.header("Reply-To").contains("ana@example.org"));
        assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert_eq!(mail.link("/i/"), format!("/i/{token}"));

        let row = only(&mailing.site).await;
        assert_eq!((row.state.as_str(), row.content.is_none()), ("sent", true));
        assert!(mail.header("Message-ID").starts_with(&format!("<{}@", row.message_key)));
        let page = mailing.ana.get(&format!("/p/{}/guests", mailing.party)).await;
        page.reads("Invitation sent").reads_not("got no invitation yet");
    }

    async fn each_guest_gets_it_once(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
        mailing.post("/api/mail/invite_all", &[]).await.is(303);
        mailing.post("/api/mail/invite_all", &[]).await.is(303);
        mailing.send().await;
        assert_eq!(mailing.server.received().len(), 2);
        mailing.invite_by_mail("Dora <dora@example.org>").await;
        assert_eq!(mailing.server.received().len(), 3, "only who is new");
    }

    async fn one_guest_gets_it_again(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        mailing.invite_by_mail("Zoe <zoe@example.org>\nCem").await;
        let (zoe, cem) = (guest(&mailing.site, mailing.party, "Zoe").await, guest(&mailing.site, mailing.party, "Cem").await);
        let key = uuid::Uuid::now_v7().to_string();
        let party = mailing.party.to_string();
        for _ in 0..2 {
            let fields = [("party", party.as_str()), ("invite", &zoe)];
            mailing.ana.post_with_key("/api/mail/invite_one", &key, &fields).await.is(303);
        }
        mailing.send().await;
        assert_eq!(mailing.server.to("zoe@example.org").len(), 2, "the same form twice is one mail");
        let keys: Vec<_> = mail_rows(&mailing.site).await.into_iter().map(|mail| mail.message_key).collect();
        assert_ne!(keys[0], keys[1]);
        mailing.post("/api/mail/invite_one", &[("invite", &cem)]).await.is(422);
    }

    async fn the_ledger_tells_what_guests_did(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        let token = mailing.invite_by_mail("Zoe <zoe@example.org>").await.remove(0);
        let list = format!("/p/{}/guests", mailing.party);
        let zoe = format!("{list}/{}", guest(&mailing.site, mailing.party, "Zoe").await);
        let mut browser = crate::support::a_guest(&mailing.site, &token).await;
        mailing.ana.get(&list).await.reads(", opened the link");
        let party = mailing.party.to_string();
        browser.post("/api/rsvps/answer", &[("party", &party), ("answer", "yes")]).await.is(303);
        mailing.ana.get(&list).await.reads(", answered");
        crate::mail::wait(&mailing, 60);
        mailing.post("/api/mail/announce", &[("audience", "all"), ("message", "Bring shoes")]).await.is(303);
        mailing.send().await;
        let page = mailing.ana.get(&list).await;
        page.reads("Message from the hosts sent").reads_not(", opened the link").reads_not(", answered");
        browser.get(&format!("/p/{party}")).await.is(200);
        mailing.ana.get(&list).await.reads_not(", opened the link");
        crate::mail::wait(&mailing, 60);
        browser.get(&format!("/i/{token}")).await.is(303);
        mailing.ana.get(&list).await.reads("Message from the hosts sent").reads(", opened the link");
        mailing.ana.get(&zoe).await.reads("Send invitation again");
        mailing.ana.get(&format!("/p/{}/mail", mailing.party)).await.is(200).reads("Invitation 1 sent");
    }

    /// A host who writes the address of somebody whom they must not see reaches them no more than by their username.
    async fn who_blocked_the_host_gets_no_words_of_theirs_by_address_either(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        for username in ["bob", "cem"] {
            let mut browser = crate::support::a_person(&mailing.site, username).await.browser;
            browser.post("/api/people/block", &[("username", "ana")]).await.is(303);
        }
        crate::support::verify(&mailing.site, "bob").await;
        let tokens = mailing.invite_by_mail("Bob <BOB@example.org>\nCem <cem@example.org>").await;
        mailing.post("/api/mail/announce", &[("audience", "all"), ("message", "Bring shoes")]).await.is(303);
        mailing.send().await;
        assert!(mailing.server.to("bob@example.org").is_empty());
        assert_eq!(mailing.subjects("cem@example.org").len(), 2, "nobody has shown that the address is Cem's");
        // Whoever has opened the link hears that the party is off, but not from whom.
        crate::support::a_guest(&mailing.site, &tokens[0]).await;
        mailing.post("/api/parties/cancel", &[]).await.is(303);
        mailing.send().await;
        let mails = mailing.server.to("bob@example.org");
        assert_eq!(mails.len(), 1);
        let mail = mails[0].parsed();
        let from = mail.from().and_then(|from| from.first()).and_then(|from| from.name.as_deref());
        assert_eq!((from, mails[0].header("Reply-To")), (Some("Soirée"), String::new()));
        assert!(!mails[0].text().contains("Ana"), "{}", mails[0].text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_sealed_and_what_is_useless_is_dropped() {
    let mut mailing = Mailing::new().await;
    let token = mailing.invite("Zoe <zoe@example.org>").await.remove(0);
    mailing.post("/api/mail/invite_all", &[]).await.is(303);
    let errand = app::backend::jobs::next(&mailing.site.state.services).await.expect("a query").expect("the errand");
    // The process dies with it, and another one does it.
    drop(errand);
    super::wait(&mailing, 61);
    let claimed =
        app::backend::jobs::next(&mailing.site.state.services).await.expect("a query").expect("the errand again");
    let app::backend::jobs::Job::MailGuests { errand, actor } = claimed.job.clone() else { panic!("{claimed:?}") };
    let ctx = mailing.site.state.command_ctx();
    let mut letters = app::backend::mail::guests::letters(&ctx, &errand, actor).await.expect("letters");
    let letters = letters.portion().await.expect("a portion");
    app::backend::mail::post_all(&ctx, mailing.site.database.db.write(), &letters).await.expect("rows");
    app::backend::mail::post_all(&ctx, mailing.site.database.db.write(), &letters).await.expect("nothing");
    let row = only(&mailing.site).await;
    let sealed = String::from_utf8_lossy(row.content.as_deref().expect("a sealed letter")).into_owned();
    assert!(!sealed.contains(&token) && !sealed.contains("zoe"), "nobody reads it in the database");

    let zoe = guest(&mailing.site, mailing.party, "Zoe").await;
    mailing.post("/api/invites/renew", &[("invite", &zoe)]).await.is(303);
    mailing.send().await;
    assert!(mailing.server.received().is_empty(), "the link in it is gone");
    assert_eq!(states(&mailing.site).await, [("invitation".to_owned(), "dropped".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_flooded() {
    let mut mailing = Mailing::new().await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    let zoe = guest(&mailing.site, mailing.party, "Zoe").await;
    let desk = format!("/p/{}/mail", mailing.party);
    invite_often(&mut mailing, &zoe).await;
    assert_eq!(mailing.server.received().len(), 10);
    let page = mailing.ana.get(&desk).await;
    page.is(200).reads("Not delivered").reads("held back").reads("This guest got ten mails within a day already.");
    mailing.change_party(&[("place", "The cellar")]).await;
    mailing.send().await;
    assert_eq!(mailing.server.received().len(), 11, "where it is she has to know");
    mailing.ana.get(&desk).await.is(200).reads_not("Not delivered");
    mailing.site.wait_hours(25);
    invite_often(&mut mailing, &zoe).await;
    assert_eq!(mailing.server.received().len(), 21, "another day");
    mailing.post("/api/parties/cancel", &[]).await.is(303);
    mailing.send().await;
    assert_eq!(mailing.server.received().len(), 22);
    assert_eq!(mailing.subjects("zoe@example.org")[21], "Cancelled: Summer on the roof");
}

async fn invite_often(mailing: &mut Mailing, guest: &str) {
    for _ in 0..12 {
        mailing.post("/api/mail/invite_one", &[("invite", guest)]).await.is(303);
        mailing.send().await;
    }
}

/// Somebody whom the host must not see, and who must not see the host.
#[tokio::test(flavor = "multi_thread")]
async fn who_blocked_the_host_gets_no_words_of_theirs() {
    let mut mailing = Mailing::new().await;
    let mut bob = crate::support::a_person(&mailing.site, "bob").await.browser;
    crate::support::verify(&mailing.site, "bob").await;
    mailing.invite("@bob").await;
    bob.post("/api/people/block", &[("username", "ana")]).await.is(303);
    mailing.post("/api/mail/invite_all", &[]).await.is(303);
    mailing.post("/api/mail/announce", &[("audience", "all"), ("message", "Bring shoes")]).await.is(303);
    mailing.send().await;
    assert!(mailing.server.received().is_empty());
    mailing.post("/api/parties/cancel", &[]).await.is(303);
    mailing.send().await;
    let mails = mailing.server.to("bob@example.org");
    assert_eq!(mails.len(), 1, "that it is cancelled is no word of hers");
    let mail = mails[0].parsed();
    let from = mail.from().and_then(|from| from.first()).and_then(|from| from.name.as_deref());
    assert_eq!((from, mails[0].header("Reply-To")), (Some("Soirée"), String::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_get_mails_once_their_address_is_verified() {
    let mut mailing = Mailing::new().await;
    crate::support::a_person(&mailing.site, "bob").await;
    mailing.invite_by_mail("@bob").await;
    assert!(mailing.server.received().is_empty());
    crate::support::verify(&mailing.site, "bob").await;
    mailing.post("/api/mail/invite_all", &[]).await.is(303);
    mailing.send().await;
    assert_eq!(mailing.server.to("bob@example.org").len(), 1);
}
