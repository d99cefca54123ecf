//! The last mail to guests who are taken off the list, or whose party is deleted: it takes the party out of their calendars.

use app::{
    backend::{
        entities::{mails, parties},
        jobs::{self, Lane},
    },
    domain::mail::{MailKind, MailState},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::{guest, states};
use crate::support::{Database, Mailing, PASSWORD, Received, Site, a_guest, a_party, mail_rows, rows};

const SETTINGS: [(&str, &str); 2] = [("SOIREE_REPLY_ADDRESS", "replies@soiree.test"), ("SOIREE_DELETION_DAYS", "14")];
const DELETE: (&str, &[(&str, &str)]) = ("/api/parties/delete", &[("title", "Summer on the roof")]);

/// Zoe, Cem and Dora are invited by mail; Emil has heard of nothing.
async fn with_guests(kind: Database) -> (Mailing, Vec<String>) {
    let mut mailing = Mailing::with(kind, &SETTINGS).await;
    let tokens = mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>\nDora <dora@example.org>").await;
    mailing.invite("Emil <emil@example.org>").await;
    (mailing, tokens)
}

async fn take_off(mailing: &mut Mailing, name: &str) {
    let invite = guest(&mailing.site, mailing.party, name).await;
    mailing.post("/api/invites/remove", &[("invite", &invite)]).await.is(303);
}

/// Turns mails off from the last one to Zoe.
async fn turn_off(mailing: &Mailing, what: &str) {
    let link = mailing.server.to("zoe@example.org").pop().expect("a mail").link("/unsubscribe/");
    let mut zoe = mailing.site.visitor();
    zoe.get(&link).await.is(200);
    let token = link.trim_start_matches("/unsubscribe/");
    zoe.post("/api/mail/choose", &[("token", token), (what, "true")]).await.is(303);
}

/// Who got a mail beside the invitation.
fn told(mailing: &Mailing) -> Vec<String> {
    let mails = mailing.server.received().into_iter().filter(|mail| !mail.subject().starts_with("Ana invites you"));
    let mut told: Vec<String> = mails.map(|mail| mail.to.split('@').next().unwrap_or_default().to_owned()).collect();
    told.sort();
    told
}

fn last(mailing: &Mailing, to: &str) -> Received {
    mailing.server.to(to).pop().expect("a mail")
}

fn takes_out(mailing: &Mailing, mail: &Received, sequence: i32) {
    let calendar = mail.calendar();
    let uid = format!("UID:{}", mailing.party.0.hyphenated());
    let sequence = format!("SEQUENCE:{sequence}");
    for line in ["METHOD:CANCEL", &uid, &sequence, "STATUS:CANCELLED", "DTSTART;TZID=Europe/Berlin:20990710T200000"] {
        assert!(calendar.lines().any(|known| known == line), "{line} in {calendar}");
    }
    assert!(calendar.contains(&format!("mailto:{}\n", mail.to)), "the guest is named: {calendar}");
    let all = format!("{}{}{calendar}", mail.text(), mail.html());
    assert!(!all.contains("Sonnenallee") && !all.contains("/i/") && !all.contains("/p/"), "{all}");
}

on_each_database! {
    async fn who_is_taken_off_the_list_hears_it_once(site: Site) {
        let (mut mailing, _) = with_guests(site.database.kind).await;
        let list = format!("/p/{}/guests", mailing.party);
        let zoe = guest(&mailing.site, mailing.party, "Zoe").await;
        let emil = guest(&mailing.site, mailing.party, "Emil").await;
        mailing.ana.get(&format!("{list}/{zoe}")).await.is(200).reads("A mail tells the guest");
        mailing.ana.get(&format!("{list}/{emil}")).await.is(200).reads_not("A mail tells the guest");
        let organizer = |mail: &Received| {
            mail.calendar().lines().find(|line| line.starts_with("ORGANIZER")).map(ToOwned::to_owned)
        };
        let asked = organizer(&last(&mailing, "zoe@example.org"));
        mailing.post("/api/invites/revoke", &[("invite", &zoe)]).await.is(303);
        let (key, party) = (Uuid::now_v7().to_string(), mailing.party.to_string());
        for _ in 0..2 {
            let fields = [("party", party.as_str()), ("invite", &zoe)];
            mailing.ana.post_with_key("/api/invites/remove", &key, &fields).await.is(303);
        }
        take_off(&mut mailing, "Emil").await;
        mailing.send().await;
        mailing.send().await;
        assert_eq!(told(&mailing), ["zoe"], "Emil had nothing in his calendar");
        let mail = last(&mailing, "zoe@example.org");
        assert_eq!(mail.subject(), "You are no longer invited: Summer on the roof");
        let text = mail.text();
        for words in ["Hello Zoe,", "was taken back", "reply to this mail", "you were on the guest list", "When: Friday, 10 July"] {
            assert!(text.contains(words), "{words} in {text}");
        }
        takes_out(&mailing, &mail, 1);
        assert_eq!(organizer(&mail), asked, "from whom the invitation came");
        assert!(mail.header("Reply-To").contains("ana@example.org"));
    }

    async fn guests_of_a_deleted_party_hear_it(site: Site) {
        let (mut mailing, tokens) = with_guests(site.database.kind).await;
        let party = mailing.party.to_string();
        for (token, said) in [(&tokens[0], "yes"), (&tokens[1], "no")] {
            let mut guest = a_guest(&mailing.site, token).await;
            guest.post("/api/rsvps/answer", &[("party", &party), ("answer", said)]).await.is(303);
        }
        mailing.ana.get(&format!("/p/{party}/delete")).await.is(200).reads("Guests who were invited by mail are told");
        mailing.post(DELETE.0, DELETE.1).await.is(303);
        let rows = mail_rows(&mailing.site).await;
        let waiting: Vec<_> = rows.iter().map(|row| (row.state.as_str(), row.party_id, row.invite_id)).collect();
        assert_eq!(waiting, [("queued", None, None); 2]);
        mailing.send().await;
        assert_eq!(told(&mailing), ["dora", "zoe"], "Cem does not come anyway");
        let mail = last(&mailing, "dora@example.org");
        assert_eq!(mail.subject(), "Deleted: Summer on the roof");
        takes_out(&mailing, &mail, 1);
        assert!(mail_rows(&mailing.site).await.iter().all(|row| row.state == "sent" && row.content.is_none()));
        mailing.site.wait_hours(24 * 31);
        app::backend::mail::send::sweep(&mailing.site.state.command_ctx()).await.expect("a sweep");
        assert!(mail_rows(&mailing.site).await.is_empty(), "nothing is left of it");
    }

    async fn parties_that_go_with_an_account_are_told(site: Site) {
        let (mut mailing, _) = with_guests(site.database.kind).await;
        let page = mailing.ana.get("/settings/delete").await;
        page.is(200).reads("Guests whom you invited by mail to a party that is still to come are told by mail.");
        mailing.ana.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
        mailing.send().await;
        let guests = |mailing: &Mailing| told(mailing).into_iter().filter(|to| to != "ana").collect::<Vec<_>>();
        assert!(guests(&mailing).is_empty(), "she may come back");
        mailing.site.wait_hours(24 * 60);
        mailing.send().await;
        mailing.send().await;
        assert_eq!(guests(&mailing), ["cem", "dora", "zoe"]);
        takes_out(&mailing, &last(&mailing, "zoe@example.org"), 1);
    }

    async fn who_wants_no_such_mails_gets_none(site: Site) {
        let (mut mailing, _) = with_guests(site.database.kind).await;
        turn_off(&mailing, "party").await;
        mailing.post(DELETE.0, DELETE.1).await.is(303);
        mailing.send().await;
        assert_eq!(told(&mailing), ["cem", "dora"], "Zoe wants nothing of this party");
        for _ in 0..2 {
            mailing.party = a_party().by(&mut mailing.ana).await;
            mailing.invite_by_mail("Zoe <zoe@example.org>").await;
            take_off(&mut mailing, "Zoe").await;
            mailing.send().await;
            assert_eq!(told(&mailing).iter().filter(|to| *to == "zoe").count(), 1);
            let mails = mailing.server.to("zoe@example.org").into_iter();
            let mail = mails.rev().find(|mail| mail.subject().starts_with("You are no longer invited"));
            let link = mail.expect("a mail").link("/unsubscribe/");
            mailing.site.visitor().get(&link).await.is(200).reads("No mails of this kind: Invitation taken back");
            let token = link.trim_start_matches("/unsubscribe/");
            let fields = [("token", token), ("kind", "true")];
            mailing.site.visitor().post("/api/mail/choose", &fields).await.is(303);
        }
        assert!(states(&mailing.site).await.contains(&("withdrawal".to_owned(), "dropped".to_owned())));
    }

    async fn nobody_hears_it_of_a_party_that_is_cancelled_or_over(site: Site) {
        let (mut mailing, _) = with_guests(site.database.kind).await;
        mailing.post("/api/parties/cancel", &[]).await.is(303);
        mailing.send().await;
        let before = mailing.server.received().len();
        take_off(&mut mailing, "Zoe").await;
        mailing.ana.get(&format!("/p/{}/delete", mailing.party)).await.is(200).reads_not("told by mail");
        mailing.post(DELETE.0, DELETE.1).await.is(303);
        mailing.send().await;
        assert_eq!(mailing.server.received().len(), before, "they know");

        mailing.party = a_party().by(&mut mailing.ana).await;
        mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
        let before = mailing.server.received().len();
        let now = mailing.site.clock.now();
        let over = parties::ActiveModel { id: Set(mailing.party.0), last_entry: Set(now - 1), ..Default::default() };
        parties::Entity::update(over).exec(mailing.site.database.db.write()).await.expect("a party");
        take_off(&mut mailing, "Zoe").await;
        mailing.post(DELETE.0, DELETE.1).await.is(303);
        mailing.send().await;
        assert_eq!(mailing.server.received().len(), before, "it is history");
    }
}

/// A process dies between the deletion and the mail.
#[tokio::test(flavor = "multi_thread")]
async fn a_farewell_outlives_the_party_and_the_process() {
    let (mut mailing, _) = with_guests(Database::Sqlite).await;
    take_off(&mut mailing, "Zoe").await;
    mailing.post(DELETE.0, DELETE.1).await.is(303);
    let claimed = jobs::next_of(&mailing.site.state.services, Lane::Mail).await.expect("a query").expect("a job");
    drop(claimed);
    mailing.send().await;
    super::wait(&mailing, 61);
    mailing.send().await;
    assert_eq!(told(&mailing), ["cem", "dora", "zoe"]);
    assert_eq!(last(&mailing, "zoe@example.org").subject(), "You are no longer invited: Summer on the roof");
    assert_eq!(last(&mailing, "cem@example.org").subject(), "Deleted: Summer on the roof");
}

/// More of them than one statement holds.
#[tokio::test(flavor = "multi_thread")]
async fn many_guests_hear_it_each_once() {
    let mut mailing = Mailing::new().await;
    for round in 0..3 {
        let lines: Vec<_> = (0..400).map(|n| format!("Guest {round} {n} <guest{round}.{n}@example.org>")).collect();
        mailing.invite(&lines.join("\n")).await;
    }
    let (now, db) = (mailing.site.clock.now(), mailing.site.database.db.write());
    let sent = rows::guests(&mailing.site, mailing.party).await.into_iter().map(|invite| mails::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(MailKind::Invitation.code().to_owned()),
        party_id: Set(Some(invite.party_id)),
        invite_id: Set(Some(invite.id)),
        user_id: Set(None),
        message_key: Set(invite.id.simple().to_string()),
        content: Set(None),
        state: Set(MailState::Sent.code().to_owned()),
        reason: Set(String::new()),
        attempts: Set(0),
        queued_at: Set(now),
        sent_at: Set(Some(now)),
        settled_at: Set(None),
    });
    mails::Entity::insert_many(sent).exec_without_returning(db).await.expect("rows");
    mailing.post(DELETE.0, DELETE.1).await.is(303);
    let rows = mail_rows(&mailing.site).await;
    assert!(rows.len() == 1_200 && rows.iter().all(|row| row.kind == "withdrawal" && row.state == "queued"));
    let jobs = jobs::counts(&mailing.site.state.services).await.expect("a query");
    let waiting = jobs.iter().find(|count| count.kind == "send_mail").map(|count| count.waiting);
    assert_eq!(waiting, Some(1_200));
}
