//! `/p/{party}/guests/add`

use app::domain::PartyId;

use crate::support::{Browser, Page, Site, a_party, a_person, invite, rows, value};

const ACTION: &str = "/api/invites/add";

async fn add(host: &mut Browser, party: PartyId, lines: &str) -> Page {
    let (id, page) = (party.to_string(), format!("/p/{party}/guests/add"));
    host.post(ACTION, &[("_page", &page), ("party", &id), ("lines", lines)]).await
}

async fn names(site: &Site, party: PartyId) -> Vec<String> {
    rows::guests(site, party).await.into_iter().map(|guest| guest.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_guest_is_added_at_once() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    a_person(&site, "bob").await;
    let party = a_party().by(&mut ana).await;
    ana.get(&format!("/p/{party}/guests/add")).await.is(200).reads("One guest per line");
    for (line, name, email) in [
        ("Zoë 🎉", "Zoë 🎉", None),
        ("\"Cem\" <CEM@example.org>", "Cem", Some("cem@example.org")),
        ("dora.blum@example.org", "dora blum", Some("dora.blum@example.org")),
        ("@Bob", "Bob", None),
    ] {
        let answer = add(&mut ana, party, line).await;
        assert_eq!(answer.is(303).location(), format!("/p/{party}/guests"), "{line}");
        ana.follow(&answer).await.is(200).reads("Your guests are on the list.").reads(name);
        let row = rows::guest(&site, party, name).await;
        assert_eq!(
            (row.email.as_deref(), row.answer.as_str(), row.user_id.is_some()),
            (email, "pending", line == "@Bob")
        );
        assert!(row.token_hash.is_some_and(|hash| hash.len() == 64));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_are_shown_before_they_are_added() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    invite(&site, &mut ana, party, "Old friend").await;
    let before = rows::everything(&site).await;
    let lines = "Zoe\nOLD FRIEND\nCem <cem@nowhere>\n@nobody\n\nZoe\nDora <dora@example.org>\n@ana";
    let page = add(&mut ana, party, lines).await;
    page.is(200).reads("Check the list").reads("Nothing is added until you say so.");
    page.reads("2 ready to add").reads("3 already there").reads("2 not understood");
    page.reads("Nobody here has that username.")
        .reads("That does not look like an e-mail address")
        .reads("dora@example.org");
    assert_eq!(rows::everything(&site).await, before, "nothing was added");
    let forms = page.forms(ACTION);
    let confirm = forms.iter().find(|form| value(form, "confirmed") == Some("1")).expect("a form that confirms");
    assert_eq!(value(confirm, "lines"), Some(lines));
    let change = forms.iter().find(|form| value(form, "confirmed").is_none()).expect("a form that changes");
    assert_eq!(value(change, "lines"), Some(lines));
    let fields: Vec<_> = confirm.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    ana.post(ACTION, &fields).await.is(303);
    assert_eq!(names(&site, party).await, ["Old friend", "Zoe", "Dora"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_added_is_told() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    invite(&site, &mut ana, party, "Zoe\nCem <cem@example.org>").await;
    let before = rows::everything(&site).await;
    let long = "x".repeat(81);
    for (lines, says) in [
        ("", "No line could be understood."),
        (" \n\t\n", "No line could be understood."),
        ("zoe", "This person is already on the guest list."),
        ("Other name <CEM@example.org>", "This person is already on the guest list."),
        ("@ana", "This person is already on the guest list."),
        ("@nobody", "Nobody here has that username."),
        ("Cem <cem>", "That does not look like an e-mail address."),
        (&long, "Please use at most 80 characters."),
        ("zoe\n@nobody", "No line could be understood."),
        (&"Guest\n".repeat(501), "Please paste at most 500 lines at once."),
        (&"x".repeat(64 * 1024 + 1), "Please use at most 65536 characters."),
    ] {
        let page = add(&mut ana, party, lines).await;
        page.is(422).reads(says);
        assert_eq!(value(&page.form(ACTION), "lines").map(str::len), Some(lines.len()));
    }
    assert_eq!(rows::everything(&site).await, before);
}

on_each_database! {
    async fn five_hundred_lines_at_once(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let lines: Vec<_> = (0..500).map(|n| format!("Guest {n:03} <guest{n}@example.org>")).collect();
        invite(&site, &mut ana, party, &lines.join("\n")).await;
        let rows = rows::guests(&site, party).await;
        assert_eq!(rows.len(), 500);
        assert_eq!((rows[499].name.as_str(), rows[499].email.as_deref()), ("Guest 499", Some("guest499@example.org")));
        let page = ana.get(&format!("/p/{party}/guests")).await;
        page.is(200).reads("Everybody 500");
    }

    async fn names_of_all_people(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let names = ["👩‍👩‍👧‍👦 family", "عيد ميلاد سعيد", "Владимир", "O'Brien; DROP TABLE invites;--", "\\ %_! \"q\"", &"🎉".repeat(80)];
        invite(&site, &mut ana, party, &names.join("\n")).await;
        let listed: Vec<_> = rows::guests(&site, party).await.into_iter().map(|guest| guest.name).collect();
        assert_eq!(listed, names);
        let page = ana.get(&format!("/p/{party}/guests")).await;
        for name in names {
            page.is(200).reads(name);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_person_may_come_to_two_parties() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    for _ in 0..2 {
        let party = a_party().by(&mut ana).await;
        invite(&site, &mut ana, party, "Zoe <zoe@example.org>").await;
        assert_eq!(names(&site, party).await, ["Zoe"]);
    }
}
