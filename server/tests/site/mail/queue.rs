//! Many mails at once: pages stay fast, other jobs do not wait, and nobody gets two.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use app::{
    backend::{
        jobs::{self, Job},
        mail::post_all,
        notifications::Cause,
    },
    domain::mail::MailKind,
};
use server::jobs::{drain, run};

use crate::support::{Mailing, Site, a_letter, mail_rows};

const MANY: usize = 10_000;
/// What a page or another job takes at most, on a machine that does much else.
const SOON: Duration = Duration::from_secs(3);

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_mails_stand_in_nobody_s_way() {
    let mut mailing = Mailing::new().await;
    let ctx = mailing.site.state.command_ctx();
    let letters: Vec<_> = (0..MANY)
        .map(|number| {
            a_letter(MailKind::Announcement, &format!("guest{number}@example.org"), &format!("cause {number}"))
        })
        .collect();
    post_all(&ctx, mailing.site.database.db.write(), &letters).await.expect("rows");
    post_all(&ctx, mailing.site.database.db.write(), &letters).await.expect("each cause once");
    let queued = jobs::counts(&mailing.site.state.services).await.expect("a query");
    assert!(
        queued.contains(&jobs::Count { kind: "send_mail".to_owned(), waiting: MANY as i64, dead: 0 }),
        "{queued:?}"
    );

    let running = tokio::spawn(run(mailing.site.state.clone()));
    until("mails go out", async || mailing.server.received().len() > 50).await;
    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        let begun = Instant::now();
        mailing.ana.get(&format!("/p/{}", mailing.party)).await.is(200);
        slowest = slowest.max(begun.elapsed());
    }
    assert!(slowest < SOON, "a page took {slowest:?}");
    let begun = Instant::now();
    let job = Job::Notify { cause: Cause::Answered { party: mailing.party }, actor: None };
    jobs::enqueue(mailing.site.database.db.write(), &job, mailing.site.clock.now()).await.expect("a job");
    mailing.site.state.services.signal.raise();
    until("another job is done", async || {
        let counts = jobs::counts(&mailing.site.state.services).await.expect("a query");
        counts.iter().all(|count| count.kind != "notify")
    })
    .await;
    assert!(begun.elapsed() < SOON, "another job took {:?}", begun.elapsed());
    assert!(mailing.server.received().len() < MANY, "all this while mails went out");
    assert!(mailing.server.most_connections() <= 12, "{}", mailing.server.most_connections());
    mailing.site.state.stop();
    tokio::time::timeout(Duration::from_secs(10), running).await.expect("it ends").expect("no panic");
    let sent: Vec<String> = mailing.server.received().into_iter().map(|mail| mail.to).collect();
    assert_eq!(sent.iter().collect::<HashSet<_>>().len(), sent.len(), "nobody got two");
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

on_each_database! {
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
