//! Many mails at once: pages stay fast, other jobs do not wait, and nobody gets two.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use app::{
    backend::{
        entities::invites,
        jobs::{self, Job},
        links,
        mail::post_all,
        notifications::Cause,
    },
    domain::mail::MailKind,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::jobs::{drain, run};
use uuid::Uuid;

use crate::support::{Mailing, Site, a_letter, mail_rows, rows};

/// Guests of a large party; SOIREE_TEST_GUESTS says otherwise, up to the 10,000 that a list holds.
const GUESTS: usize = 2_000;
/// What a page or another job takes at most, on a machine that does much else.
const SOON: Duration = Duration::from_secs(3);

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The link works for minutes, and somebody sits there.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_somebody_asked_for_waits_behind_nobody() {
    const BULK: usize = 4_000;
    let mailing = Mailing::new().await;
    let ctx = mailing.site.state.command_ctx();
    let letters: Vec<_> = (0..BULK)
        .map(|number| {
            a_letter(MailKind::Announcement, &format!("guest{number}@example.org"), &format!("cause {number}"))
        })
        .collect();
    post_all(&ctx, mailing.site.database.db.write(), &letters).await.expect("rows");
    let running = tokio::spawn(run(mailing.site.state.clone()));
    until("mails go out", async || mailing.server.received().len() > 20).await;
    let before = mailing.server.received().len();
    mailing.site.visitor().post("/api/links/ask_reset", &[("email", "ana@example.org")]).await.is(303);
    until("the link arrives", async || !mailing.server.to("ana@example.org").is_empty()).await;
    let received = mailing.server.received();
    let place = received.iter().position(|mail| mail.to == "ana@example.org").expect("the link");
    assert!(place - before < BULK / 4, "{} mails went before it", place - before);
    mailing.site.state.stop();
    tokio::time::timeout(Duration::from_secs(10), running).await.expect("it ends").expect("no panic");
}

fn guests() -> usize {
    std::env::var("SOIREE_TEST_GUESTS").ok().and_then(|number| number.parse().ok()).unwrap_or(GUESTS)
}

/// So many guests with an address, as if a host had typed them.
async fn large_list(mailing: &mut Mailing, many: usize) {
    mailing.invite("First <guest0@example.org>").await;
    let first = rows::guests(&mailing.site, mailing.party).await.remove(0);
    let links = &mailing.site.state.services.links;
    let more = |number: usize| {
        let id = Uuid::now_v7();
        invites::ActiveModel {
            id: Set(id),
            name: Set(format!("Guest {number}")),
            email: Set(Some(format!("guest{number}@example.org"))),
            token_hash: Set(Some(links::hash(&links.token(id.into(), 0)))),
            ..first.clone().into()
        }
    };
    for some in (1..many).map(more).collect::<Vec<_>>().chunks(500) {
        let insert = invites::Entity::insert_many(some.to_vec());
        insert.exec_without_returning(mailing.site.database.db.write()).await.expect("guests");
    }
}

/// How long the slowest of the pages takes that hosts look at meanwhile.
async fn slowest_page(mailing: &mut Mailing) -> Duration {
    let mut slowest = Duration::ZERO;
    for page in ["", "/guests", "/mail", "/guests", "/mail"] {
        let begun = Instant::now();
        mailing.ana.get(&format!("/p/{}{page}", mailing.party)).await.is(200);
        slowest = slowest.max(begun.elapsed());
    }
    slowest
}

async fn waiting(mailing: &Mailing, kind: &str) -> i64 {
    let counts = jobs::counts(&mailing.site.state.services).await.expect("a query");
    counts.iter().filter(|count| count.kind == kind).map(|count| count.waiting).sum()
}

on_each_database! {
    async fn a_large_party_is_invited_while_pages_stay_fast(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        let many = guests();
        large_list(&mut mailing, many).await;
        let running = tokio::spawn(run(mailing.site.state.clone()));
        mailing.post("/api/mail/invite_all", &[]).await.is(303);
        let slowest = slowest_page(&mut mailing).await;
        assert!(slowest < SOON, "while letters are composed a page took {slowest:?}");
        until("mails go out", async || mailing.server.taken() > 50).await;
        let slowest = slowest_page(&mut mailing).await;
        assert!(slowest < SOON, "while mails go out a page took {slowest:?}");
        let begun = Instant::now();
        let job = Job::Notify { cause: Cause::Answered { party: mailing.party, by: None }, actor: None };
        jobs::enqueue(mailing.site.database.db.write(), &job, mailing.site.clock.now()).await.expect("a job");
        mailing.site.state.services.signal.raise();
        until("another job is done", async || waiting(&mailing, "notify").await == 0).await;
        assert!(begun.elapsed() < SOON, "another job took {:?}", begun.elapsed());
        assert!(mailing.server.taken() < many, "all this while mails went out");

        let mut before = 0;
        while mailing.server.taken() < many {
            until("mails go on", async || mailing.server.taken() > before).await;
            before = mailing.server.taken();
        }
        until("all are noted", async || waiting(&mailing, "send_mail").await == 0).await;
        mailing.site.state.stop();
        tokio::time::timeout(Duration::from_secs(10), running).await.expect("it ends").expect("no panic");
        assert!(mailing.server.most_connections() <= 12, "{}", mailing.server.most_connections());
        let received = mailing.server.received();
        let to: HashSet<&str> = received.iter().map(|mail| mail.to.as_str()).collect();
        let ids: HashSet<String> = received.iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!((received.len(), to.len(), ids.len()), (many, many, many), "everybody got one, and nobody two");
        assert!(received[many / 2].calendar().contains("BEGIN:VTIMEZONE"));
        assert!(mail_rows(&mailing.site).await.iter().all(|mail| mail.state == "sent" && mail.kind == "invitation"));
        let page = mailing.ana.get(&format!("/p/{}/mail", mailing.party)).await;
        page.is(200).reads(&format!("Invitation {many} sent")).reads_not("Not delivered");
    }

    async fn several_processes_send_each_mail_once(site: Site) {
        let mailing = Mailing::on(site.database.kind).await;
        let ctx = mailing.site.state.command_ctx();
        let letters: Vec<_> = (0..40)
            .map(|number| a_letter(MailKind::Announcement, &format!("guest{number}@example.org"), &format!("cause {number}")))
            .collect();
        post_all(&ctx, mailing.site.database.db.write(), &letters).await.expect("rows");
        let processes: Vec<_> = (0..4)
            .map(|_| {
                let state = mailing.site.instance();
                tokio::spawn(async move { drain(&state).await.expect("jobs") })
            })
            .collect();
        for process in processes {
            process.await.expect("no panic");
        }
        mailing.site.wait_hours(1);
        drain(&mailing.site.state).await.expect("jobs");
        assert!(mail_rows(&mailing.site).await.iter().all(|mail| mail.state == "sent"));
        let sent: HashSet<String> = mailing.server.received().into_iter().map(|mail| mail.to).collect();
        assert_eq!((sent.len(), mailing.server.received().len()), (40, 40));
    }
}
