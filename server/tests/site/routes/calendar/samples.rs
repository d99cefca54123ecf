//! Files for a calendar library that is not ours (`scripts/test/calendar.sh`), and files of that library for us. Where the
//! library is not at hand, our own files are at least read by ourselves.

use std::path::{Path, PathBuf};

use app::backend::calendar::{self, Guest};
use serde_json::{Value, json};

use crate::support::{Page, Site, SomePerson, a_party, a_person, calendar_of, invite, rows, value};

/// Local times around the world, some on the nights on which clocks change.
const PARTIES: [(&str, &str, &str); 12] = [
    ("Europe/Berlin", "2027-07-10T20:00", "Summer"),
    ("Europe/Berlin", "2027-01-10T20:00", "Winter"),
    ("Europe/Berlin", "2027-03-27T20:00", "Clocks go forward"),
    ("Europe/Berlin", "2027-10-30T20:00", "Clocks go back"),
    ("America/New_York", "2027-03-13T21:30", "Clocks go forward, elsewhere"),
    ("America/Santiago", "2027-04-03T23:30", "Southern autumn"),
    ("Australia/Lord_Howe", "2027-10-02T22:00", "Half an hour"),
    ("Asia/Kathmandu", "2027-05-01T19:00", "A quarter of an hour"),
    ("Africa/Casablanca", "2027-02-20T20:00", "Ramadan"),
    ("Europe/Dublin", "2027-06-01T19:00", "Winter time is the exception"),
    ("UTC", "2027-06-01T19:00", "Nowhere"),
    ("Pacific/Auckland", "2099-12-31T22:00", "Far away"),
];

/// 2027-01-01T00:00Z, for feeds hold no parties that are long over.
const NEW_YEAR: i64 = 1_798_761_600_000;

/// Where the files go and come from, if somebody asks for them.
fn folder() -> Option<PathBuf> {
    std::env::var_os("SOIREE_TEST_CALENDARS").map(PathBuf::from)
}

/// What the library has to find in a file.
fn expected(file: &str, party: &app::backend::entities::parties::Model, method: Option<&str>) -> Value {
    json!({
        "file": file,
        "uid": party.id.hyphenated().to_string(),
        "start": party.first_entry / 1_000,
        "end": party.last_entry / 1_000,
        "zone": party.time_zone,
        "summary": party.title,
        "place": party.place,
        "description": party.description,
        "cancelled": party.cancelled_at.is_some(),
        "method": method,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn files_for_another_library() {
    let site = Site::with(crate::support::Database::Sqlite, &[("SOIREE_REPLY_ADDRESS", "replies@soiree.test")]).await;
    let to_then = jiff::SignedDuration::from_millis(NEW_YEAR - site.clock.now());
    site.clock.advance(to_then);
    let mut ana = a_person(&site, "ana").await;
    let words = format!("Bring; ice, \\ and \"salt\":\n{}", "🎉 déjà vu, ".repeat(40));
    let (mut files, mut told) = (Vec::new(), Vec::new());
    for (index, (zone, start, title)) in PARTIES.into_iter().enumerate() {
        let plan = a_party().with("time_zone", zone).with("first_entry", start).with("title", title);
        let id = plan.with("description", &words).with("place", "The roof; top, left").by(&mut ana.browser).await;
        if index == 1 {
            ana.browser.post("/api/parties/cancel", &[("party", &id.to_string())]).await.is(303);
        }
        invite(&site, &mut ana.browser, id, "Zoë; \"Z\": <zoe@example.org>").await;
        let party = rows::party(&site, id).await;
        let guest = &rows::guests(&site, id).await[0];
        let guest = Guest { invite: guest, address: "zoe@example.org", host: "Ana: \"A\"" };
        let ctx = site.state.command_ctx();
        let texts = [
            (None, site.visitor().get(&format!("/p/{id}.ics")).await.text()),
            (Some("REQUEST"), calendar::request(&ctx, &party, guest)),
            (Some("CANCEL"), calendar::cancel(&ctx, &party, guest)),
        ];
        for (method, text) in texts {
            let file = format!("{index}-{}.ics", method.unwrap_or("file").to_lowercase());
            told.push(expected(&file, &party, method));
            files.push((file, text));
        }
    }
    let feed = calendar_of(&mut ana.browser).await;
    files.push(("feed.ics".to_owned(), site.visitor().get(&feed).await.text()));
    for (file, text) in &files {
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{file}: {text}");
    }
    if let Some(folder) = folder() {
        write(&folder, &files, &told);
    }
}

fn write(folder: &Path, files: &[(String, String)], told: &[Value]) {
    for (file, text) in files {
        std::fs::write(folder.join(file), text).expect("a file");
    }
    let told = serde_json::to_string_pretty(told).expect("JSON");
    std::fs::write(folder.join("expected.json"), told).expect("a file");
}

/// Each of the library's files with the fields that the form is to hold.
#[tokio::test(flavor = "multi_thread")]
async fn files_of_another_library() {
    let Some(folder) = folder() else { return };
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await;
    let told = std::fs::read_to_string(folder.join("made.json")).expect("what the library has made");
    let told: Vec<Value> = serde_json::from_str(&told).expect("JSON");
    assert!(!told.is_empty());
    for made in told {
        let file = made["file"].as_str().expect("a name");
        let page = import(&mut ana, &std::fs::read(folder.join(file)).expect("a file")).await;
        let form = page.is(200).form("/api/parties/create");
        for (field, filled) in made["form"].as_object().expect("fields") {
            assert_eq!(value(&form, field), filled.as_str(), "{field} of {file}");
        }
    }
}

async fn import(person: &mut SomePerson, file: &[u8]) -> Page {
    person.browser.post_file("/api/calendar/import", &[("_page", "/parties/new")], "file", file).await
}
