//! What is done later: once, even if a process dies with it; again and again if it does not work, and then no more.

mod killed;

use std::sync::Arc;

use app::{
    backend::{
        entities::{jobs as table, notifications},
        jobs::{self, Job},
        notifications::Cause,
    },
    domain::{PartyId, PictureId, UserId},
};
use jiff::SignedDuration;
use sea_orm::{EntityTrait, PaginatorTrait, sea_query::Expr};
use server::jobs::drain;

use crate::support::{Database, Shelf, Site, Trouble, a_party, a_person, jpeg, rows};

/// A party whose host shall hear of answers.
async fn a_hosted_party(site: &Site) -> PartyId {
    let mut host = a_person(site, "hanna").await.browser;
    a_party().by(&mut host).await
}

/// Has the host told of as many answers.
async fn to_be_told(site: &Site, party: PartyId, answers: usize) {
    let job = Job::Notify { cause: Cause::Answered { party, by: None }, actor: None };
    for _ in 0..answers {
        jobs::enqueue(site.database.db.write(), &job, site.clock.now()).await.expect("a job");
    }
}

/// Of how many answers hosts were told.
async fn told(site: &Site) -> i32 {
    let lines = notifications::Entity::find().all(site.database.db.read()).await.expect("a query");
    lines.iter().map(|line| line.count).sum()
}

async fn left(site: &Site) -> u64 {
    table::Entity::find().count(site.database.db.read()).await.expect("a query")
}

async fn claim(site: &Site) -> Option<jobs::Claimed> {
    jobs::next(&site.state.services).await.expect("a query")
}

fn wait(site: &Site, seconds: i64) {
    site.clock.advance(SignedDuration::from_secs(seconds));
}

on_each_database! {
    async fn a_job_of_a_process_that_died_is_done_by_another(site: Site) {
        let party = a_hosted_party(&site).await;
        to_be_told(&site, party, 1).await;
        let lost = claim(&site).await.expect("a job");
        assert!(claim(&site).await.is_none(), "it belongs to somebody");
        wait(&site, 59);
        assert_eq!(drain(&site.state).await, Ok(0));
        wait(&site, 2);
        assert_eq!(drain(&site.state).await, Ok(1));
        assert_eq!((told(&site).await, left(&site).await), (1, 0));

        // The process was not dead, but slow: what it has done does not count.
        assert_eq!(jobs::done(site.database.db.write(), &lost).await, Ok(false));
        jobs::failed(&site.state.services, &lost, "too late").await.expect("nothing happens");
        assert_eq!(drain(&site.state).await, Ok(0));
        assert_eq!(told(&site).await, 1);
    }

    async fn two_processes_do_each_job_once(site: Site) {
        let party = a_hosted_party(&site).await;
        to_be_told(&site, party, 24).await;
        let processes: Vec<_> = (0..4).map(|_| {
            let state = site.instance();
            tokio::spawn(async move { drain(&state).await.expect("jobs") })
        }).collect();
        let mut begun = 0;
        for process in processes {
            begun += process.await.expect("no panic");
        }
        wait(&site, 6 * 3_600);
        begun += drain(&site.state).await.expect("jobs");
        assert!(begun >= 24, "{begun}");
        assert_eq!((told(&site).await, left(&site).await), (24, 0));
    }

    async fn what_never_works_is_given_up_and_kept(site: Site) {
        let job = Job::Notify { cause: Cause::Invited { party: PartyId::new(), users: vec![UserId::new()] }, actor: None };
        jobs::enqueue(site.database.db.write(), &job, site.clock.now()).await.expect("a job");
        for attempt in 1..=jobs::ATTEMPTS {
            let claimed = claim(&site).await.unwrap_or_else(|| panic!("attempt {attempt}"));
            jobs::failed(&site.state.services, &claimed, "the moon is full").await.expect("noted");
            assert!(claim(&site).await.is_none(), "not at once");
            wait(&site, 6 * 3_600);
        }
        assert!(claim(&site).await.is_none());
        let dead = jobs::dead(&site.state.services, 10).await.expect("a query");
        assert_eq!(dead.iter().map(|job| job.last_error.as_deref()).collect::<Vec<_>>(), [Some("the moon is full")]);
        let counts = jobs::counts(&site.state.services).await.expect("a query");
        assert_eq!(counts, [jobs::Count { kind: "notify".to_owned(), waiting: 0, dead: 1 }]);

        assert_eq!(jobs::retry(&site.state.services, PictureId::new().0).await, Ok(false));
        assert_eq!(jobs::retry(&site.state.services, dead[0].id).await, Ok(true));
        assert_eq!((drain(&site.state).await, left(&site).await), (Ok(1), 0), "nobody is left to be told");
    }

    /// Each time the process dies before it can say why.
    async fn what_kills_processes_is_given_up_too(site: Site) {
        let party = a_hosted_party(&site).await;
        to_be_told(&site, party, 1).await;
        for _ in 0..jobs::ATTEMPTS {
            assert!(claim(&site).await.is_some());
            wait(&site, 61);
        }
        assert!(claim(&site).await.is_none());
        assert_eq!(jobs::dead(&site.state.services, 10).await.expect("a query").len(), 1);
    }

    /// While an instance is replaced by a newer one, it finds jobs that only that one can read.
    async fn what_only_a_newer_version_reads_is_left_to_it(site: Site) {
        let job = Job::DiscardPicture { picture: PictureId::new() };
        jobs::enqueue(site.database.db.write(), &job, site.clock.now()).await.expect("a job");
        let readable = table::Entity::find().one(site.database.db.read()).await.expect("a query").expect("the job").payload;
        let payload = |text: String| {
            let change = table::Entity::update_many().col_expr(table::Column::Payload, Expr::value(text));
            change.exec(site.database.db.write())
        };
        payload("{\"DiscardPicture\":{\"all\":true}}".to_owned()).await.expect("a newer payload");
        for _ in 1..jobs::ATTEMPTS {
            assert!(claim(&site).await.is_none());
            assert!(jobs::dead(&site.state.services, 10).await.expect("a query").is_empty(), "it may still be done");
            wait(&site, 6 * 3_600);
        }
        payload(readable).await.expect("the payload as it was");
        let newer = claim(&site).await.expect("a newer version can read it");
        assert!(newer.is_last_try());

        payload("{}".to_owned()).await.expect("a payload");
        jobs::failed(&site.state.services, &newer, "it did not work").await.expect("noted");
        let dead = jobs::dead(&site.state.services, 10).await.expect("a query");
        assert_eq!(jobs::retry(&site.state.services, dead[0].id).await, Ok(true));
        for _ in 0..jobs::ATTEMPTS {
            assert!(claim(&site).await.is_none());
            wait(&site, 6 * 3_600);
        }
        let dead = jobs::dead(&site.state.services, 10).await.expect("a query");
        assert!(dead[0].last_error.as_deref().is_some_and(|why| why.starts_with("It cannot be read")), "{dead:?}");
    }

    async fn what_is_due_later_waits(site: Site) {
        let party = a_hosted_party(&site).await;
        let job = Job::Notify { cause: Cause::Answered { party, by: None }, actor: None };
        let now = site.clock.now();
        jobs::enqueue_at(site.database.db.write(), &job, now + 60_000, now).await.expect("a job");
        assert_eq!(drain(&site.state).await, Ok(0));
        wait(&site, 61);
        assert_eq!((drain(&site.state).await, told(&site).await), (Ok(1), 1));
    }

    /// Which may be another one than that of the machine.
    async fn jobs_are_written_at_the_time_of_the_site(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        wait(&site, 2 * 3_600);
        let before = site.clock.now();
        for width in [60, 61] {
            let fields = [("_page", "/settings"), ("display_name", "Ana")];
            ana.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(width, 40)).await.is(303);
        }
        let party = a_party().by(&mut ana).await;
        to_be_told(&site, party, 1).await;
        let jobs = table::Entity::find().all(site.database.db.read()).await.expect("a query");
        for kind in ["discard_picture", "notify"] {
            assert!(jobs.iter().any(|job| job.kind == kind), "{kind}");
        }
        let now = before..=site.clock.now();
        assert!(jobs.iter().all(|job| now.contains(&job.created_at) && now.contains(&job.run_at)), "{jobs:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_photo_is_deleted_as_soon_as_the_storage_works() {
    let shelf = Arc::new(Shelf::default());
    let site = Site::storing(Database::Sqlite, &[], shelf.clone()).await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("_page", "/settings"), ("display_name", "Ana")];
    let mut photos = Vec::new();
    for width in [40, 50] {
        ana.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(width, 40)).await.is(303);
        photos.push(PictureId::from(rows::user(&site, "ana").await.photo_id.expect("a photo")));
    }
    assert_eq!((shelf.keys().len(), left(&site).await), (6, 1));
    shelf.fails_after(0, Trouble::Gone);
    assert_eq!(drain(&site.state).await, Ok(1));
    assert_eq!((shelf.keys().len(), left(&site).await), (6, 1), "it is not forgotten");
    shelf.works_again();
    assert_eq!(drain(&site.state).await, Ok(0), "not at once");
    wait(&site, 11);
    assert_eq!(drain(&site.state).await, Ok(1));
    let kept = photos[1].0.simple().to_string();
    assert!(shelf.keys().len() == 3 && shelf.keys().iter().all(|key| key.contains(&kept)), "{:?}", shelf.keys());
    assert_eq!(left(&site).await, 0);
}

/// The server does what is due beside the requests, and ends what it has begun when it is told to stop.
#[tokio::test(flavor = "multi_thread")]
async fn the_server_does_them_at_once() {
    let site = Site::new().await;
    let party = a_hosted_party(&site).await;
    let running = tokio::spawn(server::jobs::run(site.state.clone()));
    for done in 1..=3 {
        to_be_told(&site, party, 1).await;
        site.state.services.signal.raise();
        for _ in 0..100 {
            if told(&site).await == done {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(told(&site).await, done);
    }
    site.state.stop();
    tokio::time::timeout(std::time::Duration::from_secs(5), running).await.expect("it ends").expect("no panic");
}
