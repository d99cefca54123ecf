//! `/p/{party}/duplicate`

use app::domain::{PartyId, time};

use crate::support::{Browser, Site, a_party, a_person, invite, jpeg, rows};

const ACTION: &str = "/api/parties/duplicate";

async fn duplicate(host: &mut Browser, party: PartyId) -> PartyId {
    let answer = host.post(ACTION, &[("party", &party.to_string())]).await;
    answer.is(303);
    let path = answer.location().strip_prefix("/p/").and_then(|rest| rest.strip_suffix("/edit"));
    path.and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("{} is the form of the copy", answer.location()))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_copy_has_everything_but_the_guests() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().with("description", "Soup").with("capacity", "9").with("deadline", "2099-07-09T20:00");
    let party = party.with("paused", "true").with("theme", "beach").by(&mut ana).await;
    let id = party.to_string();
    ana.post("/api/hosts/add", &[("party", &id), ("username", "bob")]).await.is(303);
    invite(&site, &mut ana, party, "Zoe").await;
    ana.post("/api/parties/cancel", &[("party", &id)]).await.is(303);
    ana.get(&format!("/p/{party}/duplicate")).await.is(200).reads("Summer on the roof");
    let copy = duplicate(&mut bo, party).await;
    bo.get(&format!("/p/{copy}/edit"))
        .await
        .is(200)
        .reads("This is your copy. Check the date, then invite your guests.");
    let (old, new) = (rows::party(&site, party).await, rows::party(&site, copy).await);
    assert_eq!((new.cancelled_at, new.paused), (None, false));
    assert_eq!(
        [&new.title, &new.description, &new.place, &new.theme, &new.visibility],
        [&old.title, &old.description, &old.place, &old.theme, &old.visibility]
    );
    assert_eq!((new.capacity, new.plus_ones), (old.capacity, old.plus_ones));
    let later = new.first_entry - old.first_entry;
    assert_eq!(later, 7 * 24 * 3_600_000);
    assert_eq!(
        (new.last_entry - old.last_entry, new.deadline.zip(old.deadline).map(|(new, old)| new - old)),
        (later, Some(later))
    );
    assert_eq!(rows::hosts(&site, copy).await, [("bob".to_owned(), false)]);
    assert!(rows::guests(&site, copy).await.is_empty());
    assert_eq!(rows::guests(&site, party).await.len(), 1);
    ana.get(&format!("/p/{copy}/edit")).await.is(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_party_of_the_past_comes_again_on_its_weekday_at_its_hour() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("first_entry", "2024-03-30T20:00").by(&mut ana).await;
    let copy = duplicate(&mut ana, party).await;
    let row = rows::party(&site, copy).await;
    let week = 7 * 24 * 3_600_000;
    assert!((site.clock.now()..site.clock.now() + week + 3_600_000).contains(&row.first_entry), "{}", row.first_entry);
    let begins = time::date_and_clock(row.first_entry, "Europe/Berlin");
    assert!(begins.starts_with("Saturday") && begins.ends_with("20:00"), "{begins}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cover_belongs_to_both_until_both_are_gone() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    ana.post_file("/api/parties/create", &fields, "cover", &jpeg(400, 300)).await.is(303);
    let row = rows::parties(&site).await.remove(0);
    let cover = format!("/media/{}/medium.jpg", app::domain::PictureId(row.cover_id.expect("a cover")));
    let copy = duplicate(&mut ana, row.id.into()).await;
    for (party, left) in [(PartyId(row.id), 200), (copy, 404)] {
        ana.get(&cover).await.is(200);
        ana.post("/api/parties/delete", &[("party", &party.to_string()), ("title", "Supper")]).await.is(303);
        ana.get(&cover).await.is(left);
    }
}
