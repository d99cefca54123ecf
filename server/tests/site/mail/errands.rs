//! Mails that follow from what hosts do.

use super::{guest, states};
use crate::support::{Browser, Mailing, Site, a_guest};

async fn answer(mailing: &Mailing, guest: &mut Browser, answer: &str) {
    let party = mailing.party.to_string();
    guest.post("/api/rsvps/answer", &[("party", &party), ("answer", answer)]).await.is(303);
}

/// Zoe says yes, Cem no, and Dora nothing; Emil has not heard of the party.
async fn with_guests(mailing: &mut Mailing) {
    let tokens = mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>\nDora <dora@example.org>").await;
    for (token, said) in [(&tokens[0], "yes"), (&tokens[1], "no")] {
        let mut guest = a_guest(&mailing.site, token).await;
        answer(mailing, &mut guest, said).await;
    }
    mailing.invite("Emil <emil@example.org>").await;
}

/// Who got a mail beside the invitation.
fn told(mailing: &Mailing) -> Vec<String> {
    let mails = mailing.server.received().into_iter().filter(|mail| !mail.subject().starts_with("Ana invites you"));
    let mut told: Vec<String> = mails.map(|mail| mail.to.split('@').next().unwrap_or_default().to_owned()).collect();
    told.sort();
    told
}

on_each_database! {
    async fn a_change_of_time_or_place_is_told(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        with_guests(&mut mailing).await;
        mailing.change_party(&[("title", "Winter on the roof"), ("capacity", "30")]).await;
        mailing.send().await;
        assert!(told(&mailing).is_empty(), "that changes nothing for anybody");
        mailing.change_party(&[("place", "The cellar"), ("tell", "")]).await;
        mailing.send().await;
        assert!(told(&mailing).is_empty(), "the host does not want it");
        mailing.change_party(&[("first_entry", "2099-07-10T21:00"), ("address", "Main Street 1")]).await;
        mailing.send().await;
        assert_eq!(told(&mailing), ["dora", "zoe"]);
        let mail = mailing.server.to("zoe@example.org").pop().expect("a mail");
        assert_eq!(mail.subject(), "Please note: time and place have changed for Winter on the roof");
        assert!(mail.text().contains("Main Street 1"), "she comes, so she may know it");
        assert!(!mailing.server.to("dora@example.org").pop().expect("a mail").text().contains("Main Street"));
    }

    async fn a_cancellation_is_told_once(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        with_guests(&mut mailing).await;
        mailing.post("/api/parties/cancel", &[]).await.is(303);
        mailing.send().await;
        assert_eq!(told(&mailing), ["dora", "zoe"]);
        assert_eq!(mailing.subjects("zoe@example.org")[1], "Cancelled: Summer on the roof");
        mailing.post("/api/mail/invite_all", &[]).await.is(409);
        mailing.post("/api/mail/nudge", &[]).await.is(409);
        mailing.post("/api/mail/announce", &[("audience", "no"), ("message", "What a pity")]).await.is(303);
        mailing.send().await;
        assert_eq!(mailing.subjects("cem@example.org")[1], "Summer on the roof: a message from Ana");
    }

    async fn who_cancels_and_brings_back_tells_nobody(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        with_guests(&mut mailing).await;
        mailing.post("/api/parties/cancel", &[]).await.is(303);
        mailing.post("/api/parties/revive", &[]).await.is(303);
        mailing.send().await;
        assert!(told(&mailing).is_empty());
    }

    async fn who_heard_of_the_end_hears_that_it_is_none(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        with_guests(&mut mailing).await;
        mailing.post("/api/parties/cancel", &[]).await.is(303);
        mailing.send().await;
        let page = mailing.ana.get(&format!("/p/{}/cancel", mailing.party)).await;
        page.is(200).reads("Guests who got a mail about the cancellation get another one.");
        for _ in 0..2 {
            mailing.post("/api/parties/revive", &[]).await.is(303);
            mailing.send().await;
        }
        for to in ["dora@example.org", "zoe@example.org"] {
            let subjects = mailing.subjects(to);
            assert_eq!(subjects.iter().filter(|subject| subject.starts_with("It takes place after all")).count(), 1);
        }
        assert!(mailing.subjects("cem@example.org").iter().all(|subject| !subject.contains("after all")));
    }

    async fn messages_go_out_by_answer(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        with_guests(&mut mailing).await;
        for (audience, expected) in [
            ("yes", vec!["zoe"]),
            ("no", vec!["cem", "zoe"]),
            ("pending", vec!["cem", "dora", "emil", "zoe"]),
            ("all", vec!["cem", "dora", "dora", "emil", "emil", "zoe", "zoe"]),
        ] {
            let fields = [("audience", audience), ("message", "Bring shoes\n\nand <b>ice</b>")];
            let answer = mailing.post("/api/mail/announce", &fields).await;
            assert_eq!(answer.is(303).location(), format!("/p/{}/mail", mailing.party));
            mailing.send().await;
            assert_eq!(told(&mailing), expected, "{audience}");
        }
        let mail = mailing.server.to("zoe@example.org").pop().expect("a mail");
        assert!(mail.text().contains("Ana writes to you about Summer on the roof:\n\nBring shoes\n\nand <b>ice</b>"), "{}", mail.text());
        assert!(mail.html().contains(">and &lt;b&gt;ice&lt;/b&gt;</p>"));
        mailing.post("/api/mail/announce", &[("audience", "yes"), ("message", " ")]).await.is(422);
        mailing.post("/api/mail/announce", &[("audience", "friends"), ("message", "Hi")]).await.is(422);
    }

    async fn those_who_have_not_answered_are_asked(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        with_guests(&mut mailing).await;
        let desk = mailing.ana.get(&format!("/p/{}/mail", mailing.party)).await;
        desk.is(200).reads("2 guests with an address have not answered.");
        mailing.post("/api/mail/nudge", &[]).await.is(303);
        mailing.send().await;
        assert_eq!(told(&mailing), ["dora", "emil"]);
        assert_eq!(mailing.subjects("dora@example.org")[1], "Are you coming? Summer on the roof");
    }

    async fn whoever_moves_up_hears_it(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        mailing.change_party(&[("capacity", "1")]).await;
        let tokens = mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
        let (mut zoe, mut cem) = (a_guest(&mailing.site, &tokens[0]).await, a_guest(&mailing.site, &tokens[1]).await);
        answer(&mailing, &mut zoe, "yes").await;
        answer(&mailing, &mut cem, "yes").await;
        answer(&mailing, &mut zoe, "no").await;
        mailing.send().await;
        assert_eq!(told(&mailing), ["cem"]);
        assert_eq!(mailing.subjects("cem@example.org")[1], "There is room for you: Summer on the roof");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_to_guests_who_are_gone_go_with_them() {
    let mut mailing = Mailing::new().await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    let zoe = guest(&mailing.site, mailing.party, "Zoe").await;
    mailing.post("/api/invites/remove", &[("invite", &zoe)]).await.is(303);
    assert_eq!(states(&mailing.site).await, [("withdrawal".to_owned(), "queued".to_owned())], "but for the last one");
}
