//! Reminders: planned, moved, and never for nothing.

use crate::support::{Mailing, Site, a_guest, a_party, mail_rows};

/// A party in so many hours with the guests Zoe, who comes, and Cem, who does not.
async fn in_hours(site: &Site, hours: i64) -> Mailing {
    let mut mailing = Mailing::on(site.database.kind).await;
    let first = mailing.site.in_hours(hours);
    mailing.party = a_party().with("time_zone", "UTC").with("first_entry", &first).by(&mut mailing.ana).await;
    let tokens = mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>\nDora <dora@example.org>").await;
    let party = mailing.party.to_string();
    for (token, said) in [(&tokens[0], "yes"), (&tokens[1], "no")] {
        let mut guest = a_guest(&mailing.site, token).await;
        guest.post("/api/rsvps/answer", &[("party", &party), ("answer", said)]).await.is(303);
    }
    mailing
}

/// Lets hours pass; gives the subjects of the reminders so far, each with the one who got it.
async fn after(mailing: &Mailing, hours: i64) -> Vec<String> {
    mailing.site.wait_hours(hours);
    mailing.send().await;
    let mails = mailing.server.received().into_iter().filter(|mail| mail.subject().starts_with("In "));
    let mut lines: Vec<String> =
        mails.map(|mail| format!("{} {}", mail.to.split('@').next().unwrap_or_default(), mail.subject())).collect();
    lines.sort();
    lines
}

const TWO_DAYS: [&str; 2] = ["dora In 2 days: Summer on the roof", "zoe In 2 days: Summer on the roof"];

on_each_database! {
    async fn guests_are_reminded_twice(site: Site) {
        let mailing = in_hours(&site, 72).await;
        assert!(after(&mailing, 23).await.is_empty());
        assert_eq!(after(&mailing, 2).await, TWO_DAYS);
        assert_eq!(after(&mailing, 43).await, TWO_DAYS);
        assert_eq!(after(&mailing, 2).await.len(), 4, "and 3 hours before");
        assert_eq!(after(&mailing, 48).await.len(), 4);
        let mail = mailing.server.to("zoe@example.org").pop().expect("a mail");
        assert!(mail.text().contains("You said you are coming. See you there!"), "{}", mail.text());
        assert!(mail_rows(&mailing.site).await.iter().all(|mail| mail.state == "sent"));
    }

    async fn a_party_that_moves_takes_them_along(site: Site) {
        let mut mailing = in_hours(&site, 72).await;
        let later = mailing.site.in_hours(120);
        mailing.change_party(&[("first_entry", &later), ("last_entry", ""), ("tell", "")]).await;
        assert!(after(&mailing, 70).await.is_empty(), "not as it was planned before");
        assert_eq!(after(&mailing, 3).await, TWO_DAYS);
        let earlier = mailing.site.in_hours(20);
        mailing.change_party(&[("first_entry", &earlier), ("last_entry", ""), ("tell", "")]).await;
        assert_eq!(after(&mailing, 16).await.len(), 2);
        assert_eq!(after(&mailing, 2).await.len(), 4);
    }

    async fn a_cancelled_party_reminds_nobody_until_it_is_back(site: Site) {
        let mut mailing = in_hours(&site, 72).await;
        mailing.post("/api/parties/cancel", &[]).await.is(303);
        assert!(after(&mailing, 25).await.is_empty());
        mailing.post("/api/parties/revive", &[]).await.is(303);
        assert_eq!(after(&mailing, 45).await.len(), 2, "3 hours before");
    }

    async fn hosts_choose_when(site: Site) {
        let mut mailing = in_hours(&site, 72).await;
        let desk = mailing.ana.get(&format!("/p/{}/mail", mailing.party)).await;
        let form = desk.is(200).form("/api/mail/reminders");
        let field = |name: &str| crate::support::value(&form, name).unwrap_or_default().to_owned();
        assert_eq!((field("first"), field("second")), ("2".to_owned(), "3".to_owned()));
        let fields = [("first", "90"), ("first_unit", "minutes"), ("second", ""), ("second_unit", "hours")];
        let answer = mailing.post("/api/mail/reminders", &fields).await;
        assert_eq!(answer.is(303).location(), format!("/p/{}/mail", mailing.party));
        assert!(after(&mailing, 70).await.is_empty(), "not as it was planned before");
        assert_eq!(after(&mailing, 1).await, ["dora In 1 hour: Summer on the roof", "zoe In 1 hour: Summer on the roof"]);
        mailing.post("/api/mail/reminders", &[("first", "x"), ("first_unit", "days"), ("second_unit", "days")]).await.is(422);
    }
}

/// The server was off for days.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_are_late_one_comes() {
    let site = Site::new().await;
    let mailing = in_hours(&site, 72).await;
    assert_eq!(after(&mailing, 71).await, ["dora In 1 hour: Summer on the roof", "zoe In 1 hour: Summer on the roof"]);
}

/// The server was off when it was time.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_late_is_left_out() {
    let site = Site::new().await;
    let mailing = in_hours(&site, 72).await;
    assert!(after(&mailing, 73).await.is_empty(), "it has begun");
}
