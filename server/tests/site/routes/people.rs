//! `/people`, and people whom hosts choose on `/p/{party}/guests/add`.

use app::{
    backend::entities::{follows, users},
    domain::PartyId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::support::{Browser, Page, Site, a_party, a_person, invite, rows};

const ADD: &str = "/api/invites/add_people";

async fn tab(browser: &mut Browser, tab: &str) -> Page {
    let page = browser.get(&format!("/people?tab={tab}")).await;
    page.is(200);
    page
}

/// Usernames on the page in their order.
fn usernames(page: &Page) -> Vec<String> {
    let cards = page.text();
    let cards = cards.split("<li class=\"person-card\">").skip(1);
    cards.filter_map(|card| Some(card.split_once("/u/")?.1.split('"').next()?.to_owned())).collect()
}

async fn follow(browser: &mut Browser, username: &str) {
    browser.post("/api/people/follow", &[("username", username)]).await.is(303);
}

async fn answer(browser: &mut Browser, party: PartyId, answer: &str) {
    browser.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", answer)]).await.is(303);
}

/// A party that begins in an hour.
async fn soon(site: &Site, host: &mut Browser, guest_list: &str) -> PartyId {
    let first = site.in_hours(1);
    a_party().with("time_zone", "UTC").with("first_entry", &first).with("guest_list", guest_list).by(host).await
}

async fn add_people(host: &mut Browser, party: PartyId, usernames: &[&str]) -> Page {
    let (id, page) = (party.to_string(), format!("/p/{party}/guests/add"));
    let mut fields = vec![("_page", page.as_str()), ("party", id.as_str())];
    fields.extend(usernames.iter().map(|username| ("usernames[]", *username)));
    host.post(ADD, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_tabs_say_what_to_do() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    for (query, says) in [
        ("", "No friends yet"),
        ("?tab=friends", "No friends yet"),
        ("?tab=following", "You follow nobody yet"),
        ("?tab=followers", "Nobody follows you yet"),
        ("?tab=met", "You have met nobody yet"),
        ("?tab=blocked", "Nobody is blocked"),
        ("?tab=nonsense", "No friends yet"),
    ] {
        ana.get(&format!("/people{query}")).await.is(200).reads(says);
    }
    ana.get("/").await.is(200).says("href=\"/people\"");
    for after in ["x", "0.Ana", "."] {
        ana.get(&format!("/people?after={after}")).await.is(400);
    }
}

on_each_database! {
    async fn each_stands_in_the_right_tab(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let (mut bo, mut cem) = (a_person(&site, "bob").await.browser, a_person(&site, "cem").await.browser);
        a_person(&site, "dora").await;
        for (browser, others) in [(&mut ana, vec!["bob", "dora"]), (&mut bo, vec!["ana"]), (&mut cem, vec!["ana"])] {
            for other in others {
                follow(browser, other).await;
            }
        }
        for (name, expected) in [
            ("friends", vec!["bob"]), ("following", vec!["bob", "dora"]), ("followers", vec!["bob", "cem"]), ("met", vec![]),
        ] {
            assert_eq!(usernames(&tab(&mut ana, name).await), expected, "{name}");
        }
        tab(&mut ana, "followers").await.reads("Friends").reads("Follows you").reads("Follow back Cem").reads("@cem");
        ana.post("/api/people/block", &[("username", "bob")]).await.is(303);
        for name in ["friends", "followers", "met"] {
            tab(&mut ana, name).await.reads_not("Bob");
        }
        tab(&mut ana, "blocked").await.reads("Bob").reads("@bob").reads("Unblock Bob").says_not("/u/bob");
        assert!(usernames(&tab(&mut bo, "friends").await).is_empty());
        tab(&mut bo, "blocked").await.reads("Nobody is blocked");
    }

    async fn met_are_those_who_were_there(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let mut people = Vec::new();
        for name in ["bob", "cem", "dora", "emil"] {
            people.push(a_person(&site, name).await.browser);
        }
        let first = soon(&site, &mut ana, "guests").await;
        let second = soon(&site, &mut people[0], "guests").await;
        let secret = soon(&site, &mut people[2], "hosts").await;
        invite(&site, &mut ana, first, "@bob\n@cem\n@dora").await;
        invite(&site, &mut people[0], second, "@ana").await;
        invite(&site, &mut people[2], secret, "@ana\n@emil").await;
        answer(&mut people[0], first, "yes").await;
        answer(&mut people[1], first, "yes").await;
        answer(&mut people[2], first, "maybe").await;
        answer(&mut people[3], secret, "yes").await;
        answer(&mut ana, second, "yes").await;
        answer(&mut ana, secret, "yes").await;
        tab(&mut ana, "met").await.reads("You have met nobody yet");
        site.wait_hours(2);
        let page = tab(&mut ana, "met").await;
        assert_eq!(usernames(&page), ["bob", "cem", "dora"], "who hosts is there, who may come is not; a secret list stays one");
        page.reads("2 parties together").reads("One party together").reads_not("Emil");
        let page = tab(&mut people[2], "met").await;
        assert_eq!(usernames(&page), ["ana", "emil"], "hosts know their guests");
        site.wait_hours(200);
        assert_eq!(usernames(&tab(&mut people[1], "met").await), ["ana", "bob"], "guests have met each other");
        ana.post("/api/parties/cancel", &[("party", &first.to_string())]).await.is(303);
        tab(&mut people[1], "met").await.reads("You have met nobody yet");
    }

    async fn pages_have_no_gaps_and_no_doubles(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let me = rows::user(&site, "ana").await;
        // Some are called the same, over the edge of a page too.
        let person = |n: usize| users::Model {
            id: Uuid::now_v7(),
            username: format!("person{n:02}"),
            email: format!("person{n}@example.org"),
            display_name: format!("{} {:02} & 🎉", if n.is_multiple_of(2) { "Person" } else { "PERSON" }, n / 8),
            photo_id: None,
            ..me.clone()
        };
        let people: Vec<_> = (0..70).map(person).collect();
        let db = site.database.db.write();
        let followed = people.iter().map(|user| follows::Model { follower_id: me.id, followed_id: user.id, created_at: 0 });
        let followed: Vec<_> = followed.map(|row| row.into_active_model().reset_all()).collect();
        let people: Vec<_> = people.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        users::Entity::insert_many(people).exec_without_returning(db).await.expect("people");
        follows::Entity::insert_many(followed).exec_without_returning(db).await.expect("follows");
        let mut all = Vec::new();
        let mut next = Some("/people?tab=following".to_owned());
        while let Some(path) = next {
            let page = ana.get(&path).await;
            all.push(usernames(page.is(200)));
            next = page.links("rel=\"next\"").into_iter().next();
            assert!(all.len() < 5, "the pages have no end");
        }
        assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [30, 30, 10]);
        let mut all = all.concat();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 70);
    }

    async fn hosts_choose_people_whom_they_know(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let mut cem = a_person(&site, "cem").await.browser;
        a_person(&site, "dora").await;
        let before = soon(&site, &mut ana, "guests").await;
        invite(&site, &mut ana, before, "@cem").await;
        answer(&mut cem, before, "yes").await;
        follow(&mut ana, "bob").await;
        follow(&mut bo, "ana").await;
        follow(&mut ana, "dora").await;
        site.wait_hours(2);
        let party = a_party().by(&mut ana).await;
        let path = format!("/p/{party}/guests/add");
        let page = ana.get(&path).await;
        page.is(200).reads("People you know").reads("Bob @bob").reads("Cem @cem").reads_not("Dora");
        let answer = add_people(&mut ana, party, &["bob", "cem", "bob"]).await;
        assert_eq!(answer.is(303).location(), format!("/p/{party}/guests"));
        ana.follow(&answer).await.is(200).reads("Your guests are on the list.").reads("Bob").reads("Cem");
        add_people(&mut ana, party, &["bob", "ana"]).await.is(303);
        let listed: Vec<_> = rows::guests(&site, party).await.into_iter().map(|guest| guest.name).collect();
        assert_eq!(listed.len(), 2, "{listed:?}");
        ana.get(&path).await.is(200).reads_not("People you know");
        bo.get(&format!("/p/{party}")).await.is(200).reads("Will you come, Bob?");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_that_cannot_be_are_told() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let mut cem = a_person(&site, "cem").await.browser;
    follow(&mut ana, "bob").await;
    follow(&mut bo, "ana").await;
    let party = a_party().by(&mut ana).await;
    let before = rows::everything(&site).await;
    add_people(&mut ana, party, &[]).await.is(422).reads("Please choose at least one person.");
    let page = add_people(&mut ana, party, &["bob", "nobody"]).await;
    page.is(422).reads("Nobody here has that username.");
    let form = page.form(ADD);
    assert!(form.contains(&("usernames[]".to_owned(), "bob".to_owned())), "who was ticked stays ticked: {form:?}");
    let many: Vec<_> = (0..501).map(|n| format!("person{n}")).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    add_people(&mut ana, party, &many).await.is(422);
    add_people(&mut bo, party, &["cem"]).await.is(403);
    add_people(&mut site.visitor(), party, &["cem"]).await.is(401);
    cem.post("/api/people/block", &[("username", "ana")]).await.is(303);
    add_people(&mut ana, party, &["cem"]).await.is(422).reads("Nobody here has that username.");
    assert!(rows::guests(&site, party).await.is_empty());
    cem.post("/api/people/unblock", &[("username", "ana")]).await.is(303);
    assert_eq!(rows::everything(&site).await, before);
}
