//! Mail servers that refuse, wait, and die.

use app::{
    backend::{
        entities::mails,
        jobs::ATTEMPTS,
        mail::{post, seal::seal},
    },
    domain::mail::MailKind,
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{only, wait};
use crate::support::{Database, Fate, Mailing, Site, a_letter, mail_rows};

on_each_database! {
    async fn a_wrong_address_holds_up_nobody(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        mailing.server.fate("zoe@example.org", Fate::Refused("550 5.1.1 No such user"));
        mailing.server.fate("cem@example.org", Fate::Refused("450 4.2.1 Try again later"));
        mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>\nDora <dora@example.org>").await;
        assert_eq!(mailing.server.received().iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["dora@example.org"]);
        let states: Vec<_> = mail_rows(&mailing.site).await.into_iter().map(|mail| (mail.state, mail.reason, mail.attempts)).collect();
        assert_eq!(states[0].0, "refused");
        assert!(states[0].1.contains("550") && states[0].1.contains("No such user"), "{states:?}");
        assert_eq!((states[1].0.as_str(), states[1].2), ("queued", 1));
        assert!(states[1].1.contains("Try again later"), "{states:?}");
        assert_eq!((states[2].0.as_str(), states[2].1.as_str()), ("sent", ""));
        let list = mailing.ana.get(&format!("/p/{}/guests", mailing.party)).await;
        list.reads("No such user");
        mailing.ana.get(&format!("/p/{}/mail", mailing.party)).await.reads("Not delivered Correct the address");

        mailing.server.fate("cem@example.org", Fate::Taken);
        mailing.send().await;
        assert!(mailing.server.to("cem@example.org").is_empty(), "not at once");
        wait(&mailing, 11);
        mailing.send().await;
        assert_eq!(mailing.server.to("cem@example.org").len(), 1);
    }

    async fn a_server_that_dies_in_the_middle_gets_it_again(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        mailing.server.fate("zoe@example.org", Fate::CutOff);
        mailing.server.fate("cem@example.org", Fate::TakenUnsaid);
        mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
        assert!(mail_rows(&mailing.site).await.iter().all(|mail| mail.state == "queued" && !mail.reason.is_empty()));
        for to in ["zoe@example.org", "cem@example.org"] {
            mailing.server.fate(to, Fate::Taken);
        }
        wait(&mailing, 11);
        mailing.send().await;
        assert_eq!(mailing.server.to("zoe@example.org").len(), 1);
        // Taken twice by the server, but told to be the same mail.
        let twice = mailing.server.to("cem@example.org");
        let ids: Vec<_> = twice.iter().map(|mail| mail.header("Message-ID")).collect();
        assert!(ids.len() == 2 && ids[0] == ids[1] && !ids[0].is_empty(), "{ids:?}");
        wait(&mailing, 6 * 3_600);
        mailing.send().await;
        assert_eq!(mailing.server.received().len(), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_says_nothing_is_asked_again() {
    let mut mailing = Mailing::new().await;
    mailing.server.fate("zoe@example.org", Fate::Silence);
    mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
    assert_eq!(mailing.server.to("cem@example.org").len(), 1);
    assert_eq!(mail_rows(&mailing.site).await[0].state, "queued");
    mailing.server.fate("zoe@example.org", Fate::Taken);
    wait(&mailing, 11);
    mailing.send().await;
    assert_eq!(mailing.server.to("zoe@example.org").len(), 1);
}

/// Nobody's address is wrong because the server lets nobody in.
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_door_is_nobody_s_fault() {
    let mut mailing = Mailing::new().await;
    mailing.server.greets_with(Some("554 5.7.1 Go away"));
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    assert_eq!(only(&mailing.site).await.state, "queued");
    mailing.server.greets_with(None);
    wait(&mailing, 11);
    mailing.send().await;
    assert_eq!(only(&mailing.site).await.state, "sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_works_is_given_up_with_its_reason() {
    let mut mailing = Mailing::new().await;
    mailing.server.fate("zoe@example.org", Fate::Refused("452 4.2.2 Mailbox full"));
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    for _ in 1..ATTEMPTS {
        assert_eq!(only(&mailing.site).await.state, "queued");
        wait(&mailing, 6 * 3_600);
        mailing.send().await;
    }
    let mail = only(&mailing.site).await;
    assert_eq!((mail.state.as_str(), mail.content.is_none()), ("refused", true));
    assert!(
        mail.reason.starts_with("Given up after 10 tries.") && mail.reason.contains("Mailbox full"),
        "{}",
        mail.reason
    );
    let dead = app::backend::jobs::dead(&mailing.site.state.services, 10).await.expect("a query");
    assert!(dead.is_empty(), "the ledger tells it, nobody has to look after the job: {dead:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_arrive_is_told_again() {
    let mut mailing = Mailing::new().await;
    mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
    let (zoe, cem) = (
        super::guest(&mailing.site, mailing.party, "Zoe").await,
        super::guest(&mailing.site, mailing.party, "Cem").await,
    );
    let page = format!("/p/{}/guests/{zoe}", mailing.party);
    mailing.server.fate("zoe@example.org", Fate::Refused("550 5.1.1 No such user"));
    mailing.change_party(&[("place", "The cellar")]).await;
    mailing.send().await;
    mailing.ana.get(&page).await.reads("No such user").reads("Send change again").reads("Send invitation again");
    mailing.post("/api/mail/send_again", &[("invite", &cem)]).await.is(404);

    mailing.server.fate("zoe@example.org", Fate::Taken);
    mailing.post("/api/mail/send_again", &[("invite", &zoe)]).await.is(303);
    mailing.send().await;
    let mail = mailing.server.to("zoe@example.org").pop().expect("a mail");
    assert_eq!(mail.subject(), "Please note: time or place has changed for Summer on the roof");
    assert!(mail.text().contains("The cellar") && mail.calendar().contains("SEQUENCE:1"), "{}", mail.source);
    mailing.ana.get(&page).await.is(200).reads_not("Send change again");
    mailing.post("/api/mail/send_again", &[("invite", &zoe)]).await.is(404);

    mailing.server.fate("zoe@example.org", Fate::Refused("552 5.2.2 Mailbox full"));
    mailing.post("/api/parties/cancel", &[]).await.is(303);
    mailing.send().await;
    mailing.ana.get(&page).await.reads("Send cancellation again").reads_not("Send invitation again");
    mailing.server.fate("zoe@example.org", Fate::Taken);
    let (key, party) = (uuid::Uuid::now_v7().to_string(), mailing.party.to_string());
    for _ in 0..2 {
        let fields = [("party", party.as_str()), ("invite", &zoe)];
        mailing.ana.post_with_key("/api/mail/send_again", &key, &fields).await.is(303);
    }
    mailing.send().await;
    let subjects = mailing.subjects("zoe@example.org");
    assert_eq!((subjects.len(), subjects[2].as_str()), (3, "Cancelled: Summer on the roof"));
    assert!(mailing.server.to("zoe@example.org")[2].calendar().contains("METHOD:CANCEL"));
    assert_eq!(mailing.subjects("cem@example.org").len(), 3, "Cem heard it all the first time");
}

/// Nobody is mailed a link that works no more; what takes longer still goes out.
#[tokio::test(flavor = "multi_thread")]
async fn links_that_work_no_more_are_not_sent() {
    let mailing = Mailing::new().await;
    mailing.server.greets_with(Some("421 Try again later"));
    let mut visitor = mailing.site.visitor();
    for form in ["/api/links/ask_login", "/api/links/ask_reset"] {
        visitor.post(form, &[("email", "ana@example.org")]).await.is(303);
    }
    mailing.send().await;
    mailing.server.greets_with(None);
    wait(&mailing, 16 * 60);
    mailing.send().await;
    assert_eq!(mailing.server.received().len(), 1);
    assert!(mailing.server.received()[0].link("/login/reset/").starts_with("/login/reset/"));
    let login = mail_rows(&mailing.site).await.into_iter().find(|mail| mail.kind == "magic_link").expect("a mail");
    assert_eq!((login.state.as_str(), login.reason.as_str()), ("dropped", "The link in it works no more."));
    assert!(login.content.is_none());
}

/// Where encryption is asked for and not offered, nothing is sent.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_out_unencrypted_by_surprise() {
    let mut mailing = Mailing::with(Database::Sqlite, &[("SOIREE_SMTP_TLS", "starttls")]).await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    assert!(mailing.server.received().is_empty());
    assert_eq!(only(&mailing.site).await.state, "queued");
}

/// What servers say may hold addresses.
#[tokio::test(flavor = "multi_thread")]
async fn jobs_keep_no_addresses() {
    let mut mailing = Mailing::new().await;
    mailing.server.fate("zoe@example.org", Fate::Refused("450 4.1.1 <zoe@example.org>: later"));
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    let jobs =
        app::backend::entities::jobs::Entity::find().all(mailing.site.database.db.read()).await.expect("a query");
    let job = jobs.iter().find(|job| job.kind == "send_mail").expect("the job");
    assert!(!format!("{job:?}").contains("zoe"), "{job:?}");
    assert!(only(&mailing.site).await.reason.contains("zoe@example.org"), "hosts see it");
}

/// While instances are exchanged one after the other, an older one finds mails of which it knows too little.
#[tokio::test(flavor = "multi_thread")]
async fn what_only_a_newer_version_reads_is_left_to_it() {
    let mailing = Mailing::new().await;
    let (state, db) = (&mailing.site.state, mailing.site.database.db.write());
    let letter = a_letter(MailKind::Announcement, "zoe@example.org", "a cause");
    post(&state.command_ctx(), db, letter).await.expect("a mail");
    let mail = only(&mailing.site).await;
    let filled = async |content: Option<Vec<u8>>| {
        let row = mails::ActiveModel { id: Set(mail.id), content: Set(content), ..Default::default() };
        mails::Entity::update(row).exec(db).await.expect("another content");
    };
    let newer = seal(&state.services.links, &serde_json::json!({ "kind": "hologram" })).expect("a sealed mail");
    filled(Some(newer)).await;
    mailing.send().await;
    assert_eq!(only(&mailing.site).await.state, "queued");

    // A newer instance can read it.
    filled(mail.content.clone()).await;
    wait(&mailing, 11);
    mailing.send().await;
    assert_eq!(only(&mailing.site).await.state, "sent");
    assert_eq!(mailing.server.to("zoe@example.org").len(), 1);
}
