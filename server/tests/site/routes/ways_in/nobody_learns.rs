//! Whoever asks for a link does not learn whether there is an account: not from the words, and not from the work.

use std::sync::{Arc, Mutex};

use super::mailing;
use crate::support::{Browser, Database, Page, Site, a_person, verify};

const KNOWN: &str = "ana@example.org";
const UNKNOWN: &str = "ano@example.org";
const FORMS: [(&str, &str); 2] = [("/api/links/ask_reset", "/login/reset"), ("/api/links/ask_login", "/login/link")];

async fn ask(browser: &mut Browser, (action, page): (&str, &str), email: &str) -> Page {
    browser.post_with_key(action, email, &[("_page", page), ("email", email)]).await
}

/// The page without what differs each time: the keys of its forms.
fn without_tokens(page: &Page) -> String {
    let tags = page.tags();
    let keys = tags.iter().filter(|tag| tag.get("name") == Some("_key")).filter_map(|tag| tag.get("value"));
    keys.fold(page.text(), |text, key| text.replace(key, "…"))
}

on_each_database! {
    async fn by_the_answer(site: Site) {
        let site = mailing(site.database.kind).await;
        a_person(&site, "ana").await;
        verify(&site, "ana").await;
        for form in FORMS {
            let mut answers = Vec::new();
            for email in [KNOWN, UNKNOWN] {
                let mut visitor = site.visitor();
                let answer = ask(&mut visitor, form, email).await;
                let page = visitor.follow(&answer).await;
                page.is(200).reads("If there is an account with this address, a mail with a link is on its way.");
                let mut names: Vec<_> = answer.headers.keys().map(|name| name.as_str().to_owned()).collect();
                names.sort();
                let cookies: Vec<String> = answer.cookies().iter().map(ToString::to_string).collect();
                answers.push((answer.status, names, cookies, answer.location().to_owned(), without_tokens(&page)));
            }
            assert_eq!(answers[0], answers[1], "{form:?}");
        }
    }

    async fn by_the_limit(site: Site) {
        let site = mailing(site.database.kind).await;
        a_person(&site, "ana").await;
        verify(&site, "ana").await;
        for email in [KNOWN, UNKNOWN] {
            let mut statuses = Vec::new();
            for number in 0..7 {
                let mut visitor = site.visitor_from(&format!("203.0.113.{number}"));
                let fields = [("_page", "/login/reset"), ("email", email)];
                statuses.push(visitor.post("/api/links/ask_reset", &fields).await.status.as_u16());
            }
            assert_eq!(statuses, [303, 303, 303, 303, 303, 429, 429], "{email}");
        }
    }
}

/// A site that notes every statement, and keeps its mails.
async fn watched() -> (Site, Arc<Mutex<Vec<String>>>) {
    let statements = Arc::<Mutex<Vec<String>>>::default();
    let notes = statements.clone();
    let note = move |sql: &str| notes.lock().expect("a lock").push(sql.to_owned());
    (Site::watched_with(Database::Sqlite, &[("SOIREE_MAIL", "outbox")], note).await, statements)
}

/// The time of an answer is the time of its statements: they are the same ones, and none of them looks for the account.
#[tokio::test(flavor = "multi_thread")]
async fn by_the_work() {
    let (site, statements) = watched().await;
    a_person(&site, "ana").await;
    verify(&site, "ana").await;
    for form in FORMS {
        let mut done = Vec::new();
        for email in [KNOWN, UNKNOWN] {
            let mut visitor = site.visitor();
            statements.lock().expect("a lock").clear();
            ask(&mut visitor, form, email).await.is(303);
            done.push(statements.lock().expect("a lock").clone());
        }
        assert_eq!(done[0], done[1]);
        assert!(done[0].iter().all(|sql| !sql.contains("FROM \"users\"")), "{:#?}", done[0]);
    }
}

/// The clock says the same, roughly: neither address takes twice as long as the other.
#[tokio::test(flavor = "multi_thread")]
async fn by_the_clock() {
    let site = mailing(Database::Sqlite).await;
    a_person(&site, "ana").await;
    verify(&site, "ana").await;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..40 {
        site.wait_hours(1);
        for (place, email) in [KNOWN, UNKNOWN].into_iter().enumerate() {
            let mut visitor = site.visitor();
            let began = std::time::Instant::now();
            ask(&mut visitor, FORMS[round % 2], email).await.is(303);
            times[place].push(began.elapsed());
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    });
    assert!(known < unknown * 2.0 + 0.002 && unknown < known * 2.0 + 0.002, "{known} s and {unknown} s");
}
