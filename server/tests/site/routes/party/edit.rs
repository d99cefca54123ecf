//! `/p/{party}/edit`

use app::domain::PartyId;

use crate::support::{Browser, Page, Site, a_guest, a_party, a_person, invite, jpeg, rows, value};

const ACTION: &str = "/api/parties/update";

/// Sends the edit form as it stands, with some fields replaced.
async fn edit(host: &mut Browser, party: PartyId, replaced: &[(&str, &str)]) -> Page {
    let page = host.get(&format!("/p/{party}/edit")).await;
    let form = page.is(200).form(ACTION);
    let untouched = |name: &str| replaced.iter().all(|(other, _)| *other != name);
    let fields = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| untouched(name) && *name != "_key");
    let fields: Vec<_> = fields.chain(replaced.iter().copied()).collect();
    host.post(ACTION, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_form_changes_nothing() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("description", "One\n\ntwo").with("address", "Mondweg 3").with("flat", "<7>");
    let party = party.with("latitude", "-0.5").with("longitude", "13.25").with("capacity", "12").with("paused", "true");
    let party = party
        .with("deadline", "2099-07-09T12:30")
        .with("theme", "paper")
        .with("visibility", "invited")
        .by(&mut ana)
        .await;
    let before = rows::party(&site, party).await;
    let answer = edit(&mut ana, party, &[]).await;
    assert_eq!(answer.is(303).location(), format!("/p/{party}"));
    ana.follow(&answer).await.is(200).reads("Saved.");
    let after = rows::party(&site, party).await;
    assert_eq!(after, app::backend::entities::parties::Model { updated_at: after.updated_at, ..before });
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_seen_by_guests() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    let mut zoe = a_guest(&site, &token).await;
    edit(&mut ana, party, &[("title", "Winter on the roof"), ("time_zone", "Asia/Kolkata"), ("place", "")])
        .await
        .is(303);
    let page = zoe.get(&format!("/p/{party}")).await;
    page.is(200).reads("Winter on the roof").reads("20:00").reads("Kolkata time").reads_not("The roof");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_change_shows_what_was_typed() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let before = rows::everything(&site).await;
    let page = edit(&mut ana, party, &[("title", "New title"), ("plus_ones", "21"), ("address", "Mondweg")]).await;
    page.is(422).reads("Please choose a number from 0 to 20.");
    let form = page.form(ACTION);
    assert_eq!((value(&form, "title"), value(&form, "address")), (Some("New title"), Some("Mondweg")));
    assert_eq!(rows::everything(&site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_room_moves_the_waitlist_up_and_less_takes_no_place() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("capacity", "1").by(&mut ana).await;
    let id = party.to_string();
    for token in invite(&site, &mut ana, party, "One\nTwo\nThree\nFour").await {
        let mut guest = a_guest(&site, &token).await;
        guest.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
        site.clock.advance(jiff::SignedDuration::from_secs(1));
    }
    assert_eq!(answers(&site, party).await, ["yes", "waiting", "waiting", "waiting"]);
    edit(&mut ana, party, &[("capacity", "3")]).await.is(303);
    assert_eq!(answers(&site, party).await, ["yes", "yes", "yes", "waiting"]);
    edit(&mut ana, party, &[("capacity", "1")]).await.is(303);
    assert_eq!(answers(&site, party).await, ["yes", "yes", "yes", "waiting"]);
    edit(&mut ana, party, &[("capacity", "")]).await.is(303);
    assert_eq!(answers(&site, party).await, ["yes"; 4]);
}

async fn answers(site: &Site, party: PartyId) -> Vec<String> {
    rows::guests(site, party).await.into_iter().map(|guest| guest.answer).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cover_is_replaced_and_taken_away() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    let fields =
        [("party", id.as_str()), ("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    ana.post_file(ACTION, &fields, "cover", &jpeg(400, 300)).await.is(303);
    let first = rows::party(&site, party).await.cover_id.expect("a cover");
    ana.post(ACTION, &fields).await.is(303);
    assert_eq!(rows::party(&site, party).await.cover_id, Some(first), "a form without a file keeps the cover");
    ana.post_file(ACTION, &fields, "cover", &jpeg(300, 300)).await.is(303);
    assert_ne!(rows::party(&site, party).await.cover_id, Some(first));
    ana.get(&format!("/media/{}/medium.jpg", app::domain::PictureId(first))).await.is(404);
    edit(&mut ana, party, &[("remove_cover", "true")]).await.is(303);
    assert_eq!(rows::party(&site, party).await.cover_id, None);
}
