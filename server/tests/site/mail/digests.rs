//! What is new, by mail, once a day.

use server::housekeeping;

use crate::support::{Browser, Mailing, Site, a_guest, a_person, verify};

async fn next_hours(mailing: &Mailing, hours: i64) -> usize {
    mailing.site.wait_hours(hours);
    mailing.send().await;
    housekeeping::once(&mailing.site.state).await.expect("housekeeping");
    mailing.send().await;
    mailing.server.to("ana@example.org").len()
}

async fn an_answer(mailing: &mut Mailing, name: &str) -> Browser {
    let token = mailing.invite(name).await.remove(0);
    let mut guest = a_guest(&mailing.site, &token).await;
    let party = mailing.party.to_string();
    guest.post("/api/rsvps/answer", &[("party", &party), ("answer", "yes")]).await.is(303);
    mailing.send().await;
    guest
}

on_each_database! {
    async fn what_is_unread_comes_once_a_day(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        an_answer(&mut mailing, "Zoe").await;
        assert_eq!(next_hours(&mailing, 0).await, 0, "she may just be looking");
        assert_eq!(next_hours(&mailing, 2).await, 1);
        let mail = mailing.server.to("ana@example.org").remove(0);
        assert_eq!(mail.subject(), "A guest answered your invitation to Summer on the roof");
        assert!(mail.text().contains("http://soiree.test/notifications"));
        assert_eq!(next_hours(&mailing, 25).await, 1, "nothing is new");
        an_answer(&mut mailing, "Cem").await;
        assert_eq!(next_hours(&mailing, 2).await, 2);
        an_answer(&mut mailing, "Dora").await;
        assert_eq!(next_hours(&mailing, 2).await, 2, "the day is not over");
        assert_eq!(next_hours(&mailing, 23).await, 3);
    }

    async fn people_choose_what(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        let page = mailing.ana.get("/settings/notifications").await;
        let form = page.is(200).form("/api/notifications/change_settings");
        let fields = form.iter().filter(|(name, _)| name != "mail_answer" && !name.starts_with('_'));
        let fields: Vec<_> = fields.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(fields.iter().any(|(name, _)| *name == "mail_reply"), "{fields:?}");
        mailing.ana.post("/api/notifications/change_settings", &fields).await.is(303);
        let page = mailing.ana.get("/settings/notifications").await;
        let form = page.form("/api/notifications/change_settings");
        assert!(form.iter().all(|(name, _)| name != "mail_answer") && form.iter().any(|(name, _)| name == "answer"));
        an_answer(&mut mailing, "Zoe").await;
        assert_eq!(next_hours(&mailing, 2).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_and_who_must_not_be_seen_are_left_out() {
    let mut mailing = Mailing::new().await;
    an_answer(&mut mailing, "Zoe").await;
    mailing.ana.post("/api/notifications/read_all", &[]).await.is(303);
    assert_eq!(next_hours(&mailing, 2).await, 0);
    let mut bob = a_person(&mailing.site, "bob").await.browser;
    verify(&mailing.site, "bob").await;
    mailing.invite("@bob").await;
    let party = mailing.party.to_string();
    bob.post("/api/rsvps/answer", &[("party", &party), ("answer", "yes")]).await.is(303);
    mailing.send().await;
    mailing.ana.post("/api/people/block", &[("username", "bob")]).await.is(303);
    assert_eq!(next_hours(&mailing, 26).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_are_not_verified_get_none() {
    let mut mailing = Mailing::new().await;
    let mut bob = a_person(&mailing.site, "bob").await.browser;
    mailing.invite("@bob").await;
    mailing.site.wait_hours(2);
    mailing.send().await;
    housekeeping::once(&mailing.site.state).await.expect("housekeeping");
    mailing.send().await;
    assert!(mailing.server.to("bob@example.org").is_empty());
    bob.get("/settings/notifications").await.is(200).reads("Once your e-mail address is verified");
}
