//! `/parties/new`

use app::{
    backend::entities::{parties, pictures},
    domain::PictureId,
};
use sea_orm::EntityTrait;

use crate::support::{Site, a_party, a_person, jpeg, rows, value};

const ACTION: &str = "/api/parties/create";
const HOUR: i64 = 3_600_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_title_and_a_time_are_enough() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    ana.get("/parties/new").await.is(200).reads("A new party");
    let fields = [("title", "Supper"), ("time_zone", "Europe/Berlin"), ("first_entry", "2099-07-10T20:00")];
    let answer = ana.post(ACTION, &fields).await;
    answer.is(303);
    let parties::Model { id, first_entry, last_entry, theme, visibility, guest_list, address_shown, .. } =
        rows::parties(&site).await.remove(0);
    assert_eq!(answer.location(), format!("/p/{}/guests", app::domain::PartyId(id)));
    assert_eq!(last_entry - first_entry, 12 * HOUR);
    assert_eq!([theme, visibility, guest_list, address_shown], ["garden", "link", "guests", "page"]);
    let party = rows::party(&site, id.into()).await;
    assert_eq!((party.capacity, party.plus_ones, party.deadline, party.paused), (None, 0, None, false));
    assert_eq!((party.cancelled_at, party.cover_id, party.latitude), (None, None, None));
    ana.follow(&answer).await.is(200).reads("Your party is ready. Now invite your guests.").reads("The door is open");
    let page = ana.get(&format!("/p/{}", app::domain::PartyId(id))).await;
    page.is(200)
        .reads("Supper")
        .reads("Friday, 10 July 2099")
        .reads("20:00")
        .reads("Berlin time")
        .reads("You host this party");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_host_is_who_is_logged_in_whatever_the_form_says() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let bo = a_person(&site, "bob").await.person;
    let id = bo.id.to_string();
    let party =
        a_party().with("host", &id).with("user_id", &id).with("host_id", "bob").with("hosts", &id).with("user", &id);
    let party = party
        .with("id", &id)
        .with("created_at", "1")
        .with("cancelled_at", "1")
        .with("co_host", "true")
        .by(&mut ana)
        .await;
    assert_eq!(rows::hosts(&site, party).await, [("ana".to_owned(), false)]);
    let row = rows::party(&site, party).await;
    assert!(row.created_at > 1 && row.cancelled_at.is_none() && row.id != bo.id.0);
    let before = rows::everything(&site).await;
    let anonymous =
        [("title", "Mine"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00"), ("host", &id), ("user_id", &id)];
    site.visitor().post(ACTION, &anonymous).await.is(401);
    assert_eq!(rows::everything(&site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_a_host_decides_is_kept() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [
        ("title", "Nachtcafé 🎉"),
        ("description", "Bring *good* mood"),
        ("place", "Café Luna"),
        ("flat", "Bell 7"),
        ("address", "Mondweg 3\nBerlin"),
        ("latitude", "52,5163"),
        ("longitude", "13.3777"),
        ("time_zone", "America/New_York"),
        ("first_entry", "2099-01-10T20:00"),
        ("last_entry", "2099-01-10T23:30"),
        ("theme", "disco"),
        ("visibility", "invited"),
        ("guest_list", "hosts"),
        ("address_shown", "confirmed"),
        ("capacity", "30"),
        ("plus_ones", "3"),
        ("deadline", "2099-01-08T12:00"),
        ("paused", "true"),
        ("cover_alt", "A moon"),
    ];
    ana.post(ACTION, &fields).await.is(303);
    let row = rows::parties(&site).await.remove(0);
    let texts = [&row.title, &row.description, &row.place, &row.flat, &row.address, &row.cover_alt];
    assert_eq!(texts, ["Nachtcafé 🎉", "Bring *good* mood", "Café Luna", "Bell 7", "Mondweg 3\nBerlin", "A moon"]);
    let choices = [&row.theme, &row.visibility, &row.guest_list, &row.address_shown, &row.time_zone];
    assert_eq!(choices, ["disco", "invited", "hosts", "confirmed", "America/New_York"]);
    assert_eq!((row.latitude, row.longitude), (Some(52.5163), Some(13.3777)));
    assert_eq!((row.capacity, row.plus_ones, row.paused), (Some(30), 3, true));
    assert_eq!((row.last_entry - row.first_entry) / 60_000, 210);
    assert_eq!(row.first_entry, 4_071_776_400_000, "20:00 in New York is 01:00 UTC");
    assert_eq!((row.first_entry - row.deadline.expect("a deadline")) / HOUR, 56);
    let page = ana.get(&format!("/p/{}", app::domain::PartyId(row.id))).await;
    page.is(200)
        .reads("Saturday, 10 January 2099")
        .reads("last entry at 23:30")
        .says("<em>good</em>")
        .reads("30 places left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cover_comes_with_the_form() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields =
        [("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00"), ("cover_alt", "A \"moon\"")];
    ana.post_file(ACTION, &fields, "cover", &jpeg(400, 300)).await.is(303);
    let row = rows::parties(&site).await.remove(0);
    let cover = row.cover_id.expect("a cover");
    let picture =
        pictures::Entity::find_by_id(cover).one(site.database.db.read()).await.expect("a query").expect("a picture");
    assert!(picture.used && picture.purpose == "cover");
    let source = format!("/media/{}/medium.jpg", PictureId(cover));
    let page = ana.get(&format!("/p/{}", app::domain::PartyId(row.id))).await;
    page.is(200).says(&source).says("alt=\"A &quot;moon&quot;\"");
    ana.get(&source).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_comes_back_filled_in_with_its_picture() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let typed = [
        ("_page", "/parties/new"),
        ("title", ""),
        ("description", "Line one\nline <two> & \"three\""),
        ("time_zone", "Asia/Kathmandu"),
        ("first_entry", "2099-07-10T20:00"),
        ("last_entry", "2099-07-10T19:00"),
        ("theme", "winter"),
        ("guest_list", "hosts"),
        ("capacity", "many"),
        ("paused", "true"),
    ];
    let page = ana.post_file(ACTION, &typed, "cover", &jpeg(400, 300)).await;
    page.is(422)
        .reads("3 things to put right")
        .reads("Please fill this in.")
        .reads("Last entry must be after first entry.");
    page.reads("Please enter a whole number.").reads("Your picture is already chosen and is kept.");
    let form = page.form(ACTION);
    for (name, typed) in &typed[2..] {
        assert_eq!(value(&form, name), Some(*typed), "{name}");
    }
    assert!(rows::parties(&site).await.is_empty());
    let mut again: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    for (name, right) in [("title", "Supper"), ("last_entry", ""), ("capacity", "20")] {
        again.retain(|(field, _)| *field != name);
        again.push((name, right));
    }
    ana.post(ACTION, &again).await.is(303);
    let row = rows::parties(&site).await.remove(0);
    assert!(row.cover_id.is_some() && row.paused && row.theme == "winter");
    assert_eq!(row.description, "Line one\nline <two> & \"three\"");
}
