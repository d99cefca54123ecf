//! The whole way: an invitation by mail, the answer of a mail program, another time, and the end.

use app::{backend::calendar::Outcome, domain::rsvp::Answer};
use server::replies::take;

use super::replies::answered;
use crate::support::{Database, Mailing, rows};

fn says(calendar: &str, lines: &[&str]) {
    for line in lines {
        assert!(calendar.lines().any(|known| known.starts_with(line)), "{line} in {calendar}");
    }
}

async fn from_the_invitation_to_the_end(kind: Database) {
    let mut mailing = Mailing::with(kind, &[("SOIREE_REPLY_ADDRESS", "replies@soiree.test")]).await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    let last = |mailing: &Mailing| mailing.server.to("zoe@example.org").last().expect("a mail").calendar();
    let uid = format!("UID:{}", mailing.party.0.hyphenated());

    let invitation = last(&mailing);
    says(&invitation, &["METHOD:REQUEST", &uid, "SEQUENCE:0", "STATUS:CONFIRMED", "URL:http://soiree.test/i/"]);
    assert!(invitation.contains("RSVP=TRUE") && !invitation.contains("Sonnenallee"), "{invitation}");
    let then = mailing.site.clock.now();
    let reply = answered(&invitation, "ACCEPTED", then);
    assert_eq!(take(&mailing.site.state, reply.as_bytes()).await, Ok(Outcome::Answered(Answer::Yes)));

    mailing.change_party(&[("first_entry", "2099-07-11T20:00"), ("last_entry", "2099-07-12T08:00")]).await;
    mailing.send().await;
    let change = last(&mailing);
    says(&change, &["METHOD:REQUEST", &uid, "SEQUENCE:1", "DTSTART;TZID=Europe/Berlin:20990711T200000"]);
    assert!(change.contains("PARTSTAT=ACCEPTED") && change.contains("Sonnenallee 1"), "{change}");
    let late = answered(&invitation, "DECLINED", then);
    assert!(matches!(take(&mailing.site.state, late.as_bytes()).await, Ok(Outcome::Ignored(_))), "of an older time");
    mailing.send().await;
    assert_eq!(mailing.subjects("zoe@example.org").len(), 2, "it may be the one that was taken, once more");

    mailing.post("/api/parties/cancel", &[]).await.is(303);
    mailing.send().await;
    says(&last(&mailing), &["METHOD:CANCEL", &uid, "SEQUENCE:2", "STATUS:CANCELLED"]);
}

/// Who answers with a mail program does not see the page, and hears of it.
async fn what_an_answer_does_not_do_is_told(kind: Database) {
    let mut mailing = Mailing::with(kind, &[("SOIREE_REPLY_ADDRESS", "replies@soiree.test")]).await;
    mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
    let asked = |address: &str| mailing.server.to(address)[0].calendar();
    let (zoe, cem) = (asked("zoe@example.org"), asked("cem@example.org"));
    let step = async |mailing: &Mailing, request: &str, answer: &str| {
        mailing.site.clock.advance(jiff::SignedDuration::from_secs(60));
        let mail = answered(request, answer, mailing.site.clock.now());
        let mut outcomes = Vec::new();
        for _ in 0..2 {
            outcomes.push(take(&mailing.site.state, mail.as_bytes()).await.expect("the mail is taken"));
            mailing.send().await;
        }
        (outcomes.remove(0), mailing.subjects("zoe@example.org").pop().unwrap_or_default())
    };
    mailing.change_party(&[("capacity", "1")]).await;
    step(&mailing, &cem, "ACCEPTED").await;
    let (outcome, subject) = step(&mailing, &zoe, "ACCEPTED").await;
    assert_eq!(outcome, Outcome::Answered(Answer::Waiting));
    assert_eq!(subject, "You are on the waitlist: Summer on the roof");

    mailing.change_party(&[("paused", "1")]).await;
    let (outcome, subject) = step(&mailing, &zoe, "DECLINED").await;
    assert!(matches!(outcome, Outcome::Ignored(_)), "{outcome:?}");
    assert_eq!(subject, "Your answer could not be taken: Summer on the roof");

    mailing.change_party(&[("first_entry", "2099-07-11T20:00"), ("last_entry", "2099-07-12T08:00")]).await;
    let (outcome, subject) = step(&mailing, &zoe, "DECLINED").await;
    assert!(matches!(outcome, Outcome::Ignored(_)), "{outcome:?}");
    assert_eq!(subject, "Please answer again: Summer on the roof");
    let mails = mailing.server.to("zoe@example.org");
    says(&mails.last().expect("a mail").calendar(), &["METHOD:REQUEST", "SEQUENCE:1"]);
    let about_the_time = mailing.subjects("zoe@example.org").iter().filter(|to| to.starts_with("Please note")).count();
    assert_eq!(mails.len(), 4 + about_the_time, "each is told once");
}

/// Only another time or place makes an answer one to something else.
async fn answers_outlive_changes_of_other_things(kind: Database) {
    let mut mailing = Mailing::with(kind, &[("SOIREE_REPLY_ADDRESS", "replies@soiree.test")]).await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    let last = |mailing: &Mailing| mailing.server.to("zoe@example.org").last().expect("a mail").calendar();
    let answer = async |mailing: &Mailing, request: &str, answer: &str| {
        mailing.site.clock.advance(jiff::SignedDuration::from_secs(60));
        let mail = answered(request, answer, mailing.site.clock.now());
        let outcome = take(&mailing.site.state, mail.as_bytes()).await.expect("the mail is taken");
        mailing.send().await;
        outcome
    };
    let asked = last(&mailing);
    let better = [("title", "Winter on the roof"), ("latitude", "52.5"), ("longitude", "13.4")];
    mailing.change_party(&better).await;
    mailing.send().await;
    assert_eq!(rows::party(&mailing.site, mailing.party).await.sequence, 1);
    assert_eq!(answer(&mailing, &asked, "ACCEPTED").await, Outcome::Answered(Answer::Yes), "another title and pin");
    assert_eq!(mailing.subjects("zoe@example.org").len(), 1, "no mail tells of that");

    mailing.change_party(&[("last_entry", "2099-07-11T09:00")]).await;
    mailing.send().await;
    let longer = last(&mailing);
    says(&longer, &["METHOD:REQUEST", "SEQUENCE:2", "DTEND;TZID=Europe/Berlin:20990711T090000"]);
    let mail = mailing.server.to("zoe@example.org").pop().expect("a mail");
    assert_eq!(mail.subject(), "Please note: the time has changed for Winter on the roof");
    assert!(mail.text().contains("11 July 2099, 09:00"), "{}", mail.text());
    assert!(matches!(answer(&mailing, &asked, "DECLINED").await, Outcome::Ignored(_)), "of an older time");

    mailing.change_party(&[("title", "Summer on the roof"), ("tell", "")]).await;
    assert_eq!(answer(&mailing, &longer, "DECLINED").await, Outcome::Answered(Answer::No), "another title, unsaid");
    for step in ["cancel", "revive"] {
        mailing.post(&format!("/api/parties/{step}"), &[]).await.is(303);
    }
    assert_eq!(answer(&mailing, &longer, "ACCEPTED").await, Outcome::Answered(Answer::Yes), "as if nothing had been");

    mailing.change_party(&[("place", "The cellar"), ("tell", "")]).await;
    assert!(matches!(answer(&mailing, &longer, "DECLINED").await, Outcome::Ignored(_)), "of another place, unsaid");
    let subject = mailing.subjects("zoe@example.org").pop();
    assert_eq!(subject.as_deref(), Some("Please answer again: Summer on the roof"));
    let now = last(&mailing);
    says(&now, &["METHOD:REQUEST", "SEQUENCE:6"]);
    assert_eq!(answer(&mailing, &now, "DECLINED").await, Outcome::Answered(Answer::No));
}

/// A guest taken off the list by mistake; nobody else has to answer again because of that.
async fn who_is_invited_again_has_it_in_the_calendar_again(kind: Database) {
    let mut mailing = Mailing::with(kind, &[("SOIREE_REPLY_ADDRESS", "replies@soiree.test")]).await;
    mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>").await;
    let last = |mailing: &Mailing, to: &str| mailing.server.to(to).last().expect("a mail").calendar();
    let asked = last(&mailing, "cem@example.org");
    let zoe = app::domain::InviteId(rows::guest(&mailing.site, mailing.party, "Zoe").await.id).to_string();
    mailing.post("/api/invites/remove", &[("invite", &zoe)]).await.is(303);
    mailing.send().await;
    says(&last(&mailing, "zoe@example.org"), &["METHOD:CANCEL", "SEQUENCE:1"]);
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    says(&last(&mailing, "zoe@example.org"), &["METHOD:REQUEST", "SEQUENCE:1", "STATUS:CONFIRMED"]);

    mailing.site.clock.advance(jiff::SignedDuration::from_secs(60));
    let reply = answered(&asked, "ACCEPTED", mailing.site.clock.now());
    assert_eq!(take(&mailing.site.state, reply.as_bytes()).await, Ok(Outcome::Answered(Answer::Yes)));

    mailing.change_party(&[("first_entry", "2099-07-11T20:00"), ("last_entry", "2099-07-12T08:00")]).await;
    mailing.send().await;
    says(&last(&mailing, "zoe@example.org"), &["METHOD:REQUEST", "SEQUENCE:2"]);
    mailing.site.clock.advance(jiff::SignedDuration::from_secs(60));
    let late = answered(&asked, "DECLINED", mailing.site.clock.now());
    assert!(matches!(take(&mailing.site.state, late.as_bytes()).await, Ok(Outcome::Ignored(_))), "of an older time");
}

mod sqlite {
    #[tokio::test(flavor = "multi_thread")]
    async fn who_is_invited_again_has_it_in_the_calendar_again() {
        super::who_is_invited_again_has_it_in_the_calendar_again(super::Database::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn answers_outlive_changes_of_other_things() {
        super::answers_outlive_changes_of_other_things(super::Database::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_an_answer_does_not_do_is_told() {
        super::what_an_answer_does_not_do_is_told(super::Database::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn from_the_invitation_to_the_end() {
        super::from_the_invitation_to_the_end(super::Database::Sqlite).await;
    }
}

mod postgres {
    #[tokio::test(flavor = "multi_thread")]
    async fn who_is_invited_again_has_it_in_the_calendar_again() {
        super::who_is_invited_again_has_it_in_the_calendar_again(super::Database::Postgres).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn answers_outlive_changes_of_other_things() {
        super::answers_outlive_changes_of_other_things(super::Database::Postgres).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_an_answer_does_not_do_is_told() {
        super::what_an_answer_does_not_do_is_told(super::Database::Postgres).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn from_the_invitation_to_the_end() {
        super::from_the_invitation_to_the_end(super::Database::Postgres).await;
    }
}

mod mariadb {
    #[tokio::test(flavor = "multi_thread")]
    async fn who_is_invited_again_has_it_in_the_calendar_again() {
        super::who_is_invited_again_has_it_in_the_calendar_again(super::Database::MariaDb).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn answers_outlive_changes_of_other_things() {
        super::answers_outlive_changes_of_other_things(super::Database::MariaDb).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_an_answer_does_not_do_is_told() {
        super::what_an_answer_does_not_do_is_told(super::Database::MariaDb).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn from_the_invitation_to_the_end() {
        super::from_the_invitation_to_the_end(super::Database::MariaDb).await;
    }
}
