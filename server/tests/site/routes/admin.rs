//! `/admin` and what is below it: for those who look after the whole site.

use app::{
    backend::{
        entities::reports,
        jobs::{self, Job},
        notifications::Cause,
    },
    domain::{PartyId, PostId},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use crate::support::{Browser, Site, a_guest, a_party, a_person, invite, many_posts, on_post, post, rows, value};

const PAGE: &str = "/admin/reports";

/// A party of somebody's with a guest's post.
async fn a_post(site: &Site, host: &mut Browser, title: &str, text: &str) -> (PartyId, PostId, Browser) {
    let party = a_party().with("title", title).with("visibility", "invited").by(host).await;
    let token = invite(site, host, party, "Zoe").await.remove(0);
    let mut zoe = a_guest(site, &token).await;
    let id = post(&mut zoe, party, text).await;
    (party, id, zoe)
}

async fn report(browser: &mut Browser, party: PartyId, post: PostId) {
    on_post(browser, "report", party, post, &[("reason", "spam"), ("note", "Look!")]).await.is(303);
}

on_each_database! {
    async fn reports_of_all_parties_are_decided_there(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let mut mia = a_person(&site, "mia").await.browser;
        let (first, one, _) = a_post(&site, &mut ana, "Supper", "Buy this").await;
        let (second, two, _) = a_post(&site, &mut bo, "Brunch", "And that").await;
        report(&mut ana, first, one).await;
        report(&mut bo, second, two).await;
        mia.get(PAGE).await.is(404);
        mia.get("/").await.is(200).says_not(PAGE);
        rows::make_admin(&site, "mia").await;
        mia.get("/").await.is(200).says(PAGE);
        let page = mia.get(PAGE).await;
        page.is(200).reads("Supper").reads("Buy this").reads("Brunch").reads("And that").reads("Look!").reads("Zoe");
        assert_eq!(page.forms("/api/board/dismiss").len(), 2);
        let answer = on_post(&mut mia, "delete", first, one, &[("list", "site")]).await;
        assert_eq!(answer.is(303).location(), PAGE);
        let answer = on_post(&mut mia, "dismiss", second, two, &[("list", "site")]).await;
        assert_eq!(answer.is(303).location(), PAGE);
        mia.follow(&answer).await.is(200).reads("Nothing to look at");
        assert!(rows::maybe_post(&site, one).await.is_none());
        assert!(rows::reports(&site, two).await[0].closed_at.is_some());
    }

    /// Nobody makes words unreadable by blocking those who decide about them.
    async fn words_are_read_there_whoever_wrote_them(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let mut mia = a_person(&site, "mia").await.browser;
        rows::make_admin(&site, "mia").await;
        let party = a_party().by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "@bob").await.remove(0);
        let by_account = post(&mut bo, party, "Rude words").await;
        let by_link = post(&mut a_guest(&site, &token).await, party, "More of them").await;
        for id in [by_account, by_link] {
            report(&mut ana, party, id).await;
        }
        mia.get(PAGE).await.is(200).reads("Bob").says("/u/bob");
        bo.post("/api/people/block", &[("username", "mia")]).await.is(303);
        let page = mia.get(PAGE).await;
        page.is(200).reads("Rude words").reads("More of them").reads("Somebody you cannot see");
        page.reads_not("Bob").says_not("/u/bob").reads_not("the words are hidden");
        let answer = mia.call("/api/admin/reports", &[]).await;
        answer.is(200).says("Rude words").says_not("bob").says_not("Bob");
        for id in [by_account, by_link] {
            on_post(&mut mia, "delete", party, id, &[("list", "site")]).await.is(303);
        }
        mia.get(PAGE).await.is(200).reads("Nothing to look at");
    }

    async fn the_site_at_a_glance(site: Site) {
        let mut mia = a_person(&site, "mia").await.browser;
        a_party().by(&mut mia).await;
        mia.get("/admin").await.is(404);
        rows::make_admin(&site, "mia").await;
        let job = Job::Notify { cause: Cause::Answered { party: PartyId::new(), by: None }, actor: None };
        jobs::enqueue(site.database.db.write(), &job, site.clock.now()).await.expect("a job");
        for _ in 0..jobs::ATTEMPTS {
            let claimed = jobs::next(&site.state.services).await.expect("a query").expect("the job");
            jobs::failed(&site.state.services, &claimed, "the moon is full").await.expect("noted");
            site.wait_hours(7);
        }
        server::probe::note(&site.state).await;
        let page = mia.get("/admin").await;
        page.is(200).reads("Accounts 1").reads("Parties 1").reads("Storage 0 kB in 0 pictures").reads("none open");
        page.reads("Storage worked just now Well").reads("Notify 0 to do, 1 given up").reads("the moon is full");
        let id = value(&page.form("/api/admin/retry_job"), "job").expect("a job").to_owned();
        let fields = [("_page", "/admin"), ("job", id.as_str())];
        a_person(&site, "bob").await.browser.post("/api/admin/retry_job", &fields).await.is(404);
        let answer = mia.post("/api/admin/retry_job", &fields).await;
        mia.follow(&answer).await.is(200).reads("It is tried again now.").reads("Notify 1 to do, 0 given up");
        mia.post("/api/admin/retry_job", &fields).await.is(404);
        // What takes long to count is counted now and then.
        mia.get("/admin").await.reads("Accounts 1");
        site.wait_hours(1);
        mia.get("/admin").await.reads("Accounts 2");
    }

    async fn what_nobody_reported_is_no_business_of_theirs(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let mut mia = a_person(&site, "mia").await.browser;
        rows::make_admin(&site, "mia").await;
        let (party, id, _) = a_post(&site, &mut ana, "Supper", "A secret").await;
        let before = rows::everything(&site).await;
        for verb in ["delete", "dismiss", "edit", "pin", "report"] {
            on_post(&mut mia, verb, party, id, &[("reason", "spam"), ("text", "x"), ("on", "1")]).await.is(404);
        }
        for page in ["", "/board", "/reports", "/guests"] {
            mia.get(&format!("/p/{party}{page}")).await.is(404).reads_not("A secret");
        }
        assert_eq!(rows::everything(&site).await, before);
        report(&mut ana, party, id).await;
        for page in ["", "/board", "/reports", "/guests"] {
            mia.get(&format!("/p/{party}{page}")).await.is(404).reads_not("A secret");
        }
        // The post of one party is not reached by way of another.
        let other = a_party().by(&mut mia).await;
        on_post(&mut mia, "delete", other, id, &[]).await.is(404);
        on_post(&mut mia, "dismiss", other, id, &[]).await.is(404);
        on_post(&mut mia, "dismiss", party, id, &[]).await.is(303);
        on_post(&mut mia, "delete", party, id, &[]).await.is(404);
    }

    async fn page_by_page(site: Site) {
        let (mut ana, bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.person);
        rows::make_admin(&site, "ana").await;
        let party = a_party().by(&mut ana).await;
        let posts = many_posts(&site, party, &bo, None, 64).await;
        let row = |(number, post): (usize, &PostId)| reports::ActiveModel {
            id: Set(Uuid::now_v7()),
            post_id: Set(post.0),
            party_id: Set(party.0),
            user_id: Set(None),
            invite_id: Set(None),
            reason: Set("spam".to_owned()),
            note: Set(String::new()),
            // Two at a time, so that the moment alone does not tell them apart.
            created_at: Set(number as i64 / 2),
            closed_at: Set(None),
        };
        // The last one again, and long ago: its latest report counts.
        let all = posts.iter().enumerate().chain([(0, &posts[63])]).map(row);
        reports::Entity::insert_many(all).exec_without_returning(site.database.db.write()).await.expect("reports");
        for start in [PAGE.to_owned(), format!("/p/{party}/reports")] {
            let (mut next, mut counts, mut seen) = (Some(start), Vec::new(), Vec::new());
            while let Some(path) = next {
                let page = ana.get(&path).await;
                let forms = page.is(200).forms("/api/board/dismiss");
                let ids = forms.iter().filter_map(|form| crate::support::value(form, "post")?.parse::<PostId>().ok());
                seen.extend(ids);
                counts.push(forms.len());
                next = page.links("rel=\"next\"").into_iter().next();
                assert!(counts.len() < 5, "the pages have no end");
            }
            let newest_first: Vec<_> = posts.iter().rev().copied().collect();
            assert_eq!((counts, seen), (vec![30, 30, 4], newest_first));
        }
        for bad in ["x", "1", "1.x", "x.1", "1.0"] {
            ana.get(&format!("{PAGE}?after={bad}")).await.is(400);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_after_the_site_is_told_to_nobody_else() {
    let site = Site::new().await;
    let (mut ana, mut mia) = (a_person(&site, "ana").await.browser, a_person(&site, "mia").await.browser);
    rows::make_admin(&site, "mia").await;
    for browser in [&mut ana, &mut mia] {
        let answer = browser.call("/api/people/profile", &[("username", "mia")]).await;
        answer.is(200).says_not("\"admin\":true");
    }
    for path in [PAGE, "/"] {
        mia.get(path).await.is(200).says(PAGE);
    }
    mia.post("/api/accounts/log_out", &[]).await.is(303);
    mia.get(PAGE).await.is(401);
}
