//! Forms that are sent twice, and names that two want.

use app::backend::entities::users;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::at_once;
use crate::support::{Browser, PASSWORD, Page, Site, a_person, rows};

async fn sign_up(mut browser: Browser, username: &'static str, email: String, key: String) -> Page {
    let fields = [
        ("_page", "/signup"),
        ("username", username),
        ("email", email.as_str()),
        ("display_name", "Somebody"),
        ("password", PASSWORD),
    ];
    browser.post_with_key("/api/accounts/sign_up", &key, &fields).await
}

on_each_database! {
    async fn one_form_sent_twenty_times_makes_one_party(site: Site) {
        let host = a_person(&site, "hanna").await.browser;
        let send = |mut browser: Browser| async move {
            let fields = [("_page", "/parties/new"), ("title", "Only once"), ("time_zone", "Europe/Berlin"), ("first_entry", "2099-07-10T20:00")];
            browser.post_with_key("/api/parties/create", "the-key-of-this-form", &fields).await
        };
        let answers = at_once(std::iter::repeat_n(host, 20).map(send)).await;
        let first = answers[0].location().to_owned();
        assert!(first.starts_with("/p/"), "{first}");
        for answer in &answers {
            answer.is(303);
            assert_eq!(answer.location(), first, "every repeat gets the first answer");
        }
        assert_eq!(rows::parties(&site).await.len(), 1);
    }

    async fn one_sign_up_sent_four_times_makes_one_account(site: Site) {
        let send = |_| sign_up(site.visitor(), "ana", "ana@example.org".to_owned(), "one-key".to_owned());
        for answer in at_once((0..4).map(send)).await {
            answer.is(303);
        }
        assert_eq!(users::Entity::find().count(site.database.db.read()).await.expect("a query"), 1);
    }

    async fn one_username_goes_to_one_person(site: Site) {
        let send = |number| sign_up(site.visitor(), "ana", format!("ana{number}@example.org"), format!("key {number}"));
        let answers = at_once((0..4).map(send)).await;
        let (in_time, late): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 303);
        assert_eq!((in_time.len(), late.len()), (1, 3));
        for answer in late {
            answer.is(422).says("Somebody already uses this.").says("value=\"ana\"");
        }
        assert_eq!(users::Entity::find().count(site.database.db.read()).await.expect("a query"), 1);
    }
}
