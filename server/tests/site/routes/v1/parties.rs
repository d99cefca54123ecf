//! Parties and answers over the API: the same as over the pages.

use serde_json::json;

use crate::support::{Site, a_party, a_person, invite, rows};

on_each_database! {
    async fn a_party_is_made_changed_called_off_and_deleted(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let program = site.free_program("ana").await;
        let input = json!({
            "title": "Supper", "time_zone": "Europe/Berlin", "first_entry": "2099-07-10T18:00:00Z",
            "capacity": 10, "deadline": "2099-07-01T10:00:00Z", "guest_list": "everyone",
        });
        let made = program.say("POST", "/api/v1/parties", input).await;
        let path = made.is(201).header("location").to_owned();
        let party = made.json();
        assert_eq!(path, format!("/api/v1/parties/{}", party["id"].as_str().expect("an identifier")));
        assert_eq!((&party["role"], &party["first_entry"]), (&json!("host"), &json!("2099-07-10T18:00:00Z")));
        assert_eq!(party["last_entry"], "2099-07-11T06:00:00Z", "twelve hours later");
        ana.get(&path.replace("/api/v1/parties", "/p")).await.is(200).reads("Supper");

        let change = json!({ "title": "Late supper", "capacity": null, "deadline": null });
        let changed = program.say("PATCH", &path, change).await.is(200).json();
        assert_eq!((&changed["title"], &changed["capacity"]), (&json!("Late supper"), &json!(null)));
        assert_eq!((&changed["deadline"], &changed["first_entry"]), (&json!(null), &party["first_entry"]));

        for (method, cancelled) in [("PUT", true), ("DELETE", false)] {
            program.call(method, &format!("{path}/cancellation")).await.is(204);
            let read = program.get(&path).await.is(200).json();
            assert_eq!((&read["cancelled"], &read["open"]), (&json!(cancelled), &json!(!cancelled)));
        }
        program.call("DELETE", &path).await.is_problem(400, "unreadable");
        program.call("DELETE", &format!("{path}?title=Supper")).await.is_problem(422, "invalid");
        program.call("DELETE", &format!("{path}?title=Late+supper")).await.is(204);
        program.get(&path).await.is_problem(404, "not_found");
    }

    async fn answers_count_as_on_the_page(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let mut bo = a_person(&site, "bob").await.browser;
        a_person(&site, "cem").await;
        let party = a_party().with("capacity", "2").with("guest_list", "everyone").by(&mut ana).await;
        invite(&site, &mut ana, party, "@bob").await;
        let path = format!("/api/v1/parties/{party}/answer");
        let (bob, cem) = (site.free_program("bob").await, site.free_program("cem").await);
        assert_eq!(bob.get(&path).await.is(200).json()["answer"], "pending");
        let yes = json!({ "answer": "yes", "plus_ones": 1, "message": "Lovely" });
        assert_eq!(bob.say("PUT", &path, yes).await.is(200).json(), json!({ "answer": "yes" }));
        cem.say("PUT", &path, json!({ "answer": "yes" })).await.is_problem(403, "forbidden");
        assert_eq!(cem.say("POST", &path, json!({ "answer": "yes" })).await.is(201).json()["answer"], "waiting");
        assert_eq!(cem.get(&path).await.is(200).json()["ahead"], 0);
        bo.get(&format!("/p/{party}")).await.is(200).says("Lovely");
        bob.say("PUT", &path, json!({ "answer": "no" })).await.is(200);
        assert_eq!(cem.get(&path).await.is(200).json()["answer"], "yes", "moved up");
        bob.say("PUT", &path, json!({ "answer": "perhaps" })).await.is_problem(422, "invalid");
        ana.post("/api/parties/cancel", &[("party", &party.to_string())]).await.is(303);
        bob.say("PUT", &path, json!({ "answer": "yes" })).await.is_problem(409, "answers_closed");
        assert_eq!(rows::guests(&site, party).await.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_keeps_what_it_does_not_name() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00"), ("theme", "disco")];
    ana.post_file("/api/parties/create", &fields, "cover", &crate::support::jpeg(40, 30)).await.is(303);
    let before = rows::parties(&site).await.remove(0);
    let program = site.free_program("ana").await;
    let path = format!("/api/v1/parties/{}", app::domain::PartyId(before.id));
    program.say("PATCH", &path, json!({})).await.is(200);
    let after = rows::parties(&site).await.remove(0);
    assert_eq!(
        (after.cover_id, after.theme.as_str(), after.first_entry),
        (before.cover_id, "disco", before.first_entry)
    );
    let cover = app::domain::PictureId(before.cover_id.expect("a cover"));
    let page = program.get(&format!("/api/v1/pictures/{cover}/small")).await;
    assert_eq!(page.is(200).header("content-type"), "image/jpeg");
    program.get(&format!("/api/v1/pictures/{cover}/huge")).await.is_problem(404, "not_found");
}
