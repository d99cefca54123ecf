//! Albums over the API.

use serde_json::json;

use crate::support::{Site, a_party, a_person, invite, jpeg, prepare};

on_each_database! {
    async fn photos_are_added_described_liked_and_removed(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let program = site.free_program("ana").await;
        let album = format!("/api/v1/parties/{party}/photos");
        let file = jpeg(40, 30);
        let added = program.send_photos(&album, &[("caption", "The roof"), ("tags", "Roof")], &[&file]).await;
        let path = added.is(201).header("location").to_owned();
        assert_eq!(added.json()["photos"][0]["status"], "received");
        assert_eq!(path, format!("{album}/{}", added.json()["photos"][0]["id"].as_str().expect("an identifier")));
        prepare(&site).await;
        let photo = program.get(&path).await.is(200).json();
        assert_eq!((&photo["status"], &photo["photo"]["caption"]), (&json!("ready"), &json!("The roof")));
        assert_eq!((&photo["tags"], &photo["author"]["me"]), (&json!(["roof"]), &json!(true)));
        assert_eq!((&photo["photo"]["width"], &photo["photo"]["height"]), (&json!(40), &json!(30)));
        let picture = photo["photo"]["picture"].as_str().expect("a picture");
        let page = program.get(&format!("/api/v1/pictures/{picture}/large")).await;
        assert_eq!(page.is(200).header("content-type"), "image/jpeg");
        let again = program.send_photos(&album, &[], &[&file]).await;
        assert_eq!(again.is(201).header("location"), path, "the same file is the same photo");
        let list = program.get(&album).await.is(200).json();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));

        let changed = program.say("PATCH", &path, json!({ "tags": ["Summer", "Night"] })).await.is(200).json();
        assert_eq!((&changed["tags"], &changed["photo"]["caption"]), (&json!(["night", "summer"]), &json!("The roof")));
        program.say("PATCH", &path, json!({ "caption": "x".repeat(501) })).await.is_problem(422, "invalid");
        for _ in 0..2 {
            program.call("PUT", &format!("{path}/like")).await.is(204);
        }
        assert_eq!(program.get(&path).await.is(200).json()["likes"], 1);
        program.call("DELETE", &format!("{path}/like")).await.is(204);
        program.call("DELETE", &path).await.is(204);
        program.get(&path).await.is_problem(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_photo_is_told() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let program = site.free_program("ana").await;
    let album = format!("/api/v1/parties/{party}/photos");
    program.send_photos(&album, &[], &[b"no picture"]).await.is_problem(422, "invalid");
    program.send_photos(&album, &[], &[]).await.is_problem(422, "invalid");
    program.say("POST", &album, json!({})).await.is_problem(400, "unreadable");
    let other = a_party().by(&mut ana).await;
    program.send_photos(&album, &[("party", &other.to_string())], &[&jpeg(4, 3)]).await.is(201);
    let elsewhere = program.get(&format!("/api/v1/parties/{other}/photos")).await.is(200).json();
    assert_eq!(elsewhere["items"], json!([]), "the address says which album it is");
    // Other addresses take no files.
    program.send_photos("/api/v1/parties", &[], &[&jpeg(4, 3)]).await.is_problem(415, "no_json");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_adds_where_its_owner_may() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    a_person(&site, "bob").await;
    let party = a_party().by(&mut ana).await;
    let program = site.free_program("bob").await;
    let album = format!("/api/v1/parties/{party}/photos");
    program.send_photos(&album, &[], &[&jpeg(4, 3)]).await.is_problem(403, "forbidden");
    invite(&site, &mut ana, party, "@bob").await;
    let added = program.send_photos(&album, &[], &[&jpeg(4, 3)]).await;
    let path = added.is(201).header("location").to_owned();
    let read_only = site.program("bob", "read").await;
    read_only.send_photos(&album, &[], &[&jpeg(5, 3)]).await.is_problem(403, "no_scope");
    ana.post("/api/album/rules", &[("party", &party.to_string()), ("uploads", "hosts")]).await.is(303);
    program.send_photos(&album, &[], &[&jpeg(6, 3)]).await.is_problem(403, "forbidden");
    program.call("DELETE", &path).await.is(204);
}
