//! Fields with the wrong value.

use super::Scene;
use crate::support::{Page, value};

/// Sends the form of a new party with some fields replaced.
async fn create(scene: &mut Scene, replaced: &[(&str, &str)]) -> Page {
    let fields = [
        ("_page", "/parties/new"),
        ("title", "Supper"),
        ("time_zone", "Europe/Berlin"),
        ("first_entry", "2099-07-10T20:00"),
    ];
    let untouched = |name: &str| replaced.iter().all(|(other, _)| *other != name);
    let fields: Vec<_> =
        fields.into_iter().filter(|(name, _)| untouched(name)).chain(replaced.iter().copied()).collect();
    scene.refused("/api/parties/create", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn times_that_cannot_be() {
    let mut scene = Scene::new().await;
    for (field, typed, says) in [
        ("last_entry", "2099-07-10T20:00", "Last entry must be after first entry."),
        ("last_entry", "2099-07-10T19:59", "Last entry must be after first entry."),
        ("last_entry", "later", "Please enter a date and a time."),
        ("first_entry", "", "Please fill this in."),
        ("first_entry", "2099-02-30T20:00", "Please enter a date and a time."),
        ("first_entry", "2099-07-10T25:00", "Please enter a date and a time."),
        ("first_entry", "10.07.2099 20:00", "Please enter a date and a time."),
        ("first_entry", "1999-12-31T20:00", "Please choose a date between the years 2000 and 2200."),
        ("first_entry", "2201-01-01T00:00", "Please choose a date between the years 2000 and 2200."),
        ("first_entry", "9999999-01-01T00:00", "Please enter a date and a time."),
        ("first_entry", "2099-03-29T02:30", "The clocks go forward then: this time does not exist."),
        ("last_entry", "2100-03-28T02:30", "The clocks go forward then: this time does not exist."),
        ("deadline", "2099-07-11T08:01", "The answer deadline must be before last entry."),
        ("deadline", "soon", "Please enter a date and a time."),
        ("time_zone", "", "Please choose a time zone from the list"),
        ("time_zone", "Mars/Olympus", "Please choose a time zone from the list"),
        ("time_zone", "../../etc/passwd", "Please choose a time zone from the list"),
        ("time_zone", "/etc/localtime", "Please choose a time zone from the list"),
        ("time_zone", "europe\0/berlin", "Please choose a time zone from the list"),
    ] {
        let page = create(&mut scene, &[(field, typed)]).await;
        page.is(422).reads(says);
        if field != "time_zone" {
            assert_eq!(value(&page.form("/api/parties/create"), field), Some(typed), "what was typed comes back");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_that_are_none_and_numbers_out_of_bounds() {
    let mut scene = Scene::new().await;
    for field in ["theme", "visibility", "guest_list", "address_shown"] {
        for typed in ["nonsense", "LINK", "link,invited", "1", "\0"] {
            create(&mut scene, &[(field, typed)]).await.is(422).reads("Please choose one of the options.");
        }
    }
    for (field, typed, says) in [
        ("capacity", "0", "Please choose a number from 1 to 100000."),
        ("capacity", "-5", "Please choose a number from 1 to 100000."),
        ("capacity", "100001", "Please choose a number from 1 to 100000."),
        ("capacity", "1e3", "Please enter a whole number."),
        ("capacity", "12.5", "Please enter a whole number."),
        ("capacity", "99999999999999999999999", "Please enter a whole number."),
        ("capacity", "NaN", "Please enter a whole number."),
        ("plus_ones", "21", "Please choose a number from 0 to 20."),
        ("plus_ones", "-1", "Please choose a number from 0 to 20."),
        ("latitude", "91", "Please enter latitude and longitude in degrees"),
        ("latitude", "52.5", "Please enter latitude and longitude in degrees"),
        ("latitude", "NaN", "Please enter latitude and longitude in degrees"),
        ("longitude", "inf", "Please enter latitude and longitude in degrees"),
        ("cover", "x", "The picture has to be chosen again."),
        ("cover", "1111111111111111", "The picture has to be chosen again."),
    ] {
        create(&mut scene, &[(field, typed)]).await.is(422).reads(says);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_of_another_shape() {
    let mut scene = Scene::new().await;
    let party = scene.party.to_string();
    for fields in [
        vec![("title[]", "a")],
        vec![("title[x]", "a")],
        vec![("title", "a"), ("title", "b")],
        vec![("title[a][b][c][d][e][f][g]", "a")],
        vec![("party[]", party.as_str())],
        vec![("party", party.as_str()), ("party", party.as_str())],
        vec![("party[0]", party.as_str()), ("party[1]", party.as_str())],
        vec![("form[title]", "a")],
        vec![("[", "a")],
        vec![("]", "a")],
        vec![("title[", "a")],
    ] {
        for action in ["/api/parties/create", "/api/hosts/add", "/api/invites/add", "/api/accounts/change_profile"] {
            let page = scene.refused(action, &fields).await;
            assert!([400, 422].contains(&page.status.as_u16()), "{action} {fields:?}: {}", page.status);
        }
    }
    let many: Vec<_> = (0..5_000).map(|n| format!("field{n}")).collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), "x")).collect();
    scene.refused("/api/parties/create", &many).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_to_go_back_to_are_on_this_site() {
    let mut scene = Scene::new().await;
    for page in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nb",
        "\0",
        "/p/x/edit",
    ] {
        let refused = scene.refused("/api/parties/create", &[("_page", page)]).await;
        refused.says_not("evil.example");
        let answer = scene.ana.clone().post("/api/sessions/end", &[("_page", page), ("handle", "x")]).await;
        assert!(answer.is(303).location().starts_with("/settings"), "{page}: {}", answer.location());
    }
    let list = scene.ana.post("/api/sessions/list", &[("_page", "https://evil.example")]).await;
    assert_eq!(list.is(303).location(), "/");
}

/// A form that does not stand on the page to which it leads back is told of at the top.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_form_the_page_says_what_is_wrong() {
    let mut scene = Scene::new().await;
    let page = create(&mut scene, &[("_page", "/settings"), ("first_entry", ""), ("capacity", "x")]).await;
    page.is(422).reads("Settings").reads_not("Please check the marked fields.");
    assert!(page.forms("/api/parties/create").is_empty());
    page.reads("Two things to put right").reads("First entry: Please fill this in.").reads("Capacity: ");
    let page = scene.refused("/api/api_tokens/create", &[("_page", "/settings"), ("read", "true")]).await;
    page.is(422).reads("One thing to put right").reads("Name: Please fill this in.");
}
