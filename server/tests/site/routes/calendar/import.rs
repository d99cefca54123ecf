//! A new party from a calendar file.

use crate::support::{Page, Site, SomePerson, a_party, a_person, rows, value};

async fn send(person: &mut SomePerson, file: &[u8]) -> Page {
    let fields = [("_page", "/parties/new")];
    person.browser.post_file("/api/calendar/import", &fields, "file", file).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_comes_filled_in() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await;
    let plan = a_party().with("title", "Tea & \"cake\"").with("time_zone", "Asia/Tokyo").with("address_shown", "page");
    let party = plan.with("address", "Main St 1").with("description", "Bring\ncups").by(&mut ana.browser).await;
    let file = site.visitor().get(&format!("/p/{party}.ics")).await.bytes;
    let page = send(&mut ana, &file).await;
    page.is(200).says("This is what your file says").says_not("error-summary");
    let form = page.form("/api/parties/create");
    for (field, filled) in [
        ("title", "Tea & \"cake\""),
        ("first_entry", "2099-07-10T20:00"),
        ("last_entry", "2099-07-11T08:00"),
        ("place", "The roof"),
        ("address", "The roof, Main St 1"),
        ("time_zone", "Asia/Tokyo"),
        ("visibility", "link"),
    ] {
        assert_eq!(value(&form, field), Some(filled), "{field}");
    }
    assert_eq!(rows::parties(&site).await.len(), 1, "nothing is made before the form is sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn that_it_repeats_is_told() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await;
    for (rule, words) in [
        ("FREQ=WEEKLY;INTERVAL=2", "In your file it repeats (Every two weeks): let it repeat after it is created"),
        ("FREQ=DAILY", "In your file it repeats: let it repeat after it is created"),
    ] {
        let event = format!("SUMMARY:Supper\nDTSTART:20990710T180000Z\nRRULE:{rule}\n");
        let file = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n");
        send(&mut ana, file.as_bytes()).await.is(200).says("This is what your file says").reads(words);
    }
    let once = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Supper\nEND:VEVENT\nEND:VCALENDAR\n";
    send(&mut ana, once).await.is(200).reads_not("it repeats");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_told() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await;
    let large = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", "X-A:b\n".repeat(50_000));
    for (file, words) in [
        (&b"hello"[..], "That file is not a calendar"),
        (&[0xff, 0xfe, 0, 1][..], "That file is not a calendar"),
        (&b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"[..], "There is no event in that file"),
        (large.as_bytes(), "at most 256 kB"),
        (&b""[..], "Please fill this in"),
    ] {
        let page = send(&mut ana, file).await;
        page.is(422).reads(words).reads("A new party");
        assert!(page.tags().iter().any(|tag| tag.name == "details" && tag.get("open").is_some()));
    }
    send(&mut SomePerson { browser: site.visitor(), ..ana }, b"BEGIN:VCALENDAR").await.is(401);
    assert!(rows::parties(&site).await.is_empty());
}
