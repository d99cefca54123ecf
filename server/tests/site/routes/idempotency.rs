//! The same form twice: once in the database, twice the same answer.

mod keys;

use app::domain::PartyId;
use futures::future::join_all;
use uuid::Uuid;

use crate::support::{
    Browser, PASSWORD, Page, Site, a_guest, a_party, a_person, invite, jpeg, post, posted, rows, send_post_with,
};

/// A form, and what it makes.
struct Form<'a> {
    action: &'a str,
    fields: Vec<(&'a str, &'a str)>,
}

impl Form<'_> {
    /// Sends it in parallel from copies of the same browser, as by impatient taps, and then once more.
    async fn taps(&self, browser: &Browser) -> Vec<Page> {
        let key = Uuid::new_v4().to_string();
        let tap = || {
            let (mut browser, key) = (browser.clone(), key.clone());
            async move { browser.post_with_key(self.action, &key, &self.fields).await }
        };
        let mut answers = join_all((0..4).map(|_| tap())).await;
        answers.push(tap().await);
        for answer in &answers[1..] {
            assert_eq!(answer.is(303).location(), answers[0].is(303).location(), "{}", self.action);
        }
        answers
    }
}

fn id_in(path: &str) -> PartyId {
    let id = path.split('/').nth(2).and_then(|id| id.parse().ok());
    id.unwrap_or_else(|| panic!("{path} names a party"))
}

on_each_database! {
    async fn an_account_is_made_once(site: Site) {
        let fields = vec![
            ("username", "ana"), ("email", "ana@example.org"), ("display_name", "Ana"), ("password", PASSWORD), ("next", "/parties"),
        ];
        let answers = Form { action: "/api/accounts/sign_up", fields }.taps(&site.visitor()).await;
        assert_eq!(answers[0].location(), "/parties");
        rows::user(&site, "ana").await;
        for answer in &answers {
            assert!(answer.cookies().iter().any(|cookie| cookie.starts_with("session=")), "every answer logs in");
        }
    }

    async fn a_party_is_made_once(site: Site) {
        let ana = a_person(&site, "ana").await.browser;
        let fields = vec![("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
        let answers = Form { action: "/api/parties/create", fields }.taps(&ana).await;
        let parties = rows::parties(&site).await;
        assert_eq!(parties.len(), 1);
        assert_eq!(id_in(answers[0].location()), PartyId(parties[0].id));
    }

    async fn a_party_is_copied_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await.to_string();
        let answers = Form { action: "/api/parties/duplicate", fields: vec![("party", &party)] }.taps(&ana).await;
        assert_eq!(rows::parties(&site).await.len(), 2);
        assert_eq!(rows::hosts(&site, id_in(answers[0].location())).await.len(), 1);
    }

    async fn guests_are_invited_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        for (lines, guests) in [("Zoe", 1), ("Cem\nDora\nEmil <emil@example.org>", 4)] {
            let fields = vec![("party", id.as_str()), ("lines", lines), ("confirmed", "1")];
            Form { action: "/api/invites/add", fields }.taps(&ana).await;
            assert_eq!(rows::guests(&site, party).await.len(), guests);
        }
    }

    async fn a_stranger_joins_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        let fields = vec![("party", id.as_str()), ("name", "Zoe"), ("answer", "yes"), ("plus_ones", "1")];
        let answers = Form { action: "/api/rsvps/join", fields }.taps(&site.visitor()).await;
        let guests = rows::guests(&site, party).await;
        assert_eq!((guests.len(), guests[0].plus_ones), (1, 1));
        let cookie = |page: &Page| page.cookies().into_iter().find(|cookie| cookie.starts_with("guest-")).map(ToOwned::to_owned);
        let first = cookie(&answers[0]).expect("a personal link");
        assert!(answers.iter().all(|answer| cookie(answer).as_ref() == Some(&first)), "the same link each time");
    }

    async fn somebody_with_an_account_joins_once(site: Site) {
        let (mut ana, bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        Form { action: "/api/rsvps/join", fields: vec![("party", &id), ("answer", "yes")] }.taps(&bo).await;
        assert_eq!(rows::guests(&site, party).await.len(), 1);
    }

    async fn an_answer_is_given_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().with("capacity", "1").by(&mut ana).await;
        let id = party.to_string();
        let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        Form { action: "/api/rsvps/answer", fields: vec![("party", &id), ("answer", "yes")] }.taps(&zoe).await;
        assert_eq!(rows::guests(&site, party).await[0].answer, "yes");
    }

    async fn a_co_host_is_added_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        a_person(&site, "bob").await;
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        Form { action: "/api/hosts/add", fields: vec![("party", &id), ("username", "bob")] }.taps(&ana).await;
        assert_eq!(rows::hosts(&site, party).await.len(), 2);
    }

    async fn a_link_is_renewed_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        invite(&site, &mut ana, party, "Zoe").await;
        let zoe = app::domain::InviteId(rows::guest(&site, party, "Zoe").await.id).to_string();
        let id = party.to_string();
        Form { action: "/api/invites/renew", fields: vec![("party", &id), ("invite", &zoe)] }.taps(&ana).await;
        assert_eq!(rows::guest(&site, party, "Zoe").await.generation, 1);
    }

    async fn posts_and_replies_are_made_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        let fields = vec![("party", id.as_str()), ("text", "Hello")];
        let first = Form { action: "/api/board/add", fields }.taps(&ana).await;
        let above = posted(&first[0]).to_string();
        let fields = vec![("party", id.as_str()), ("text", "Hello"), ("reply_to", &above)];
        Form { action: "/api/board/add", fields }.taps(&zoe).await;
        let rows = rows::posts(&site, party).await;
        assert_eq!(rows.iter().map(|row| row.parent_id.is_some()).collect::<Vec<_>>(), [false, true]);
    }

    async fn what_is_done_about_a_post_is_done_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let (id, post) = (party.to_string(), post(&mut ana, party, "Hello").await);
        let text = post.to_string();
        for (verb, fields) in [
            ("react", vec![("reaction", "heart"), ("on", "1")]),
            ("pin", vec![("on", "1")]),
            ("edit", vec![("text", "Hi")]),
        ] {
            let fields: Vec<_> = [("party", id.as_str()), ("post", &text)].into_iter().chain(fields).collect();
            Form { action: &format!("/api/board/{verb}"), fields }.taps(&ana).await;
        }
        let row = rows::post(&site, post).await;
        assert_eq!((row.text.as_str(), row.pinned_at.is_some()), ("Hi", true));
        assert_eq!(rows::reactions(&site, post).await, ["heart"]);
        Form { action: "/api/board/delete", fields: vec![("party", &id), ("post", &text)] }.taps(&ana).await;
        assert_eq!(rows::posts(&site, party).await, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_with_pictures_is_made_once() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let (long, file) = ("x".repeat(5_001), jpeg(40, 30));
    send_post_with(&mut ana, party, &[("text", &long)], &[("pictures[0][id]", &file)]).await.is(422);
    let picture = app::domain::PictureId(rows::pictures(&site).await.remove(0).id).to_string();
    let id = party.to_string();
    let fields = vec![("party", id.as_str()), ("text", "Look"), ("pictures[0][id]", &picture)];
    let answers = Form { action: "/api/board/add", fields }.taps(&ana).await;
    assert_eq!(rows::pictures_of(&site, posted(&answers[0])).await.len(), 1);
    assert_eq!(rows::posts(&site, party).await.len(), 1);
}

/// A balancer that sends a form with files once more sends the same files, which become other pictures.
#[tokio::test(flavor = "multi_thread")]
async fn a_post_with_files_is_made_once() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let (id, key) = (party.to_string(), Uuid::new_v4().to_string());
    let fields = [("_key", key.as_str()), ("party", &id), ("text", "Look")];
    let (one, other) = (jpeg(40, 30), jpeg(30, 40));
    let first = ana.post_files("/api/board/add", &fields, &[("pictures[0][id]", &one)]).await;
    let again = ana.post_files("/api/board/add", &fields, &[("pictures[0][id]", &one)]).await;
    assert_eq!(first.is(303).location(), again.is(303).location());
    assert_eq!(rows::posts(&site, party).await.len(), 1);
    ana.post_files("/api/board/add", &fields, &[("pictures[0][id]", &other)]).await.is(303);
    assert_eq!(rows::posts(&site, party).await.len(), 2, "another file is another form");
    site.wait_hours(25);
    server::housekeeping::once(&site.state).await.expect("the sweep works");
    assert_eq!(rows::pictures(&site).await.len(), 2, "what was not used is gone");
}
