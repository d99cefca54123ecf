//! Guests and boards over the API.

use app::domain::InviteId;
use serde_json::{Value, json};

use crate::support::{Site, a_party, a_person, invite, post, reply, rows};

/// The first of a list.
fn first(list: &Value) -> Value {
    list["items"][0].clone()
}

on_each_database! {
    async fn guests_are_invited_changed_and_removed(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let program = site.free_program("ana").await;
        let list = format!("/api/v1/parties/{party}/guests");
        let new = json!({ "guests": ["Zoe <zoe@example.org>", "Cem\nnot a guest", "Zoe <zoe@example.org>"] });
        assert_eq!(program.say("POST", &list, new).await.is(200).json(), json!({ "added": 2 }));
        program.say("POST", &list, json!({ "guests": ["@nobody"] })).await.is_problem(422, "invalid");
        let zoe = first(&program.get(&format!("{list}?search=zoe")).await.is(200).json());
        assert_eq!((&zoe["email"], &zoe["answer"]), (&json!("zoe@example.org"), &json!("pending")));
        let path = format!("{list}/{}", zoe["id"].as_str().expect("an identifier"));
        let change = json!({ "name": "Zoë", "note": "Vegan", "checked_in": true });
        let changed = program.say("PATCH", &path, change).await.is(200).json();
        assert_eq!((&changed["name"], &changed["email"]), (&json!("Zoë"), &json!("zoe@example.org")));
        assert_eq!((&changed["note"], &changed["checked_in"]), (&json!("Vegan"), &json!(true)));
        let answered = program.say("PUT", &format!("{path}/answer"), json!({ "answer": "yes" })).await.is(200).json();
        assert!(answered["answer"] == "yes" && answered["answered_at"].as_str().is_some_and(|at| at.ends_with('Z')));
        let renewed = program.call("PUT", &format!("{path}/link")).await.is(200).json();
        assert_ne!(renewed["link"], zoe["link"]);
        program.call("DELETE", &format!("{path}/link")).await.is(204);
        assert_eq!(program.get(&path).await.is(200).json()["link"], json!(null));
        program.call("DELETE", &path).await.is(204);
        program.get(&path).await.is_problem(404, "not_found");
        assert_eq!(rows::guests(&site, party).await.len(), 1);
    }

    /// Whoever has the link answers for the guest.
    async fn personal_links_are_for_those_who_may_answer_for_guests(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
        let list = format!("/api/v1/parties/{party}/guests");
        for (scopes, shown) in [("read", false), ("read parties:write", false), ("read guests:write", true)] {
            let program = site.program("ana", scopes).await;
            let listed = program.get(&list).await.is(200).json();
            let id = first(&listed)["id"].as_str().expect("an identifier").to_owned();
            let one = program.get(&format!("{list}/{id}")).await.is(200).json();
            for guest in [first(&listed), one] {
                let link = guest["link"].as_str().map(ToOwned::to_owned);
                assert_eq!(link.is_some_and(|link| link.ends_with(&format!("/i/{token}"))), shown, "{scopes}: {guest}");
                assert_eq!(guest["link"].is_null(), !shown, "{scopes}: {guest}");
            }
        }
        let writer = site.program("ana", "guests:write").await;
        let id = InviteId(rows::guest(&site, party, "Zoe").await.id);
        let changed = writer.say("PATCH", &format!("{list}/{id}"), json!({ "note": "Vegan" })).await.is(200).json();
        assert!(changed["link"].is_string(), "{changed}");
    }

    async fn a_board_is_written_on(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let program = site.free_program("ana").await;
        let board = format!("/api/v1/parties/{party}/posts");
        let made = program.say("POST", &board, json!({ "text": "Bring *shoes*", "announcement": true })).await;
        let path = made.is(201).header("location").to_owned();
        let written = made.json();
        assert_eq!((&written["post"]["pinned"], &written["post"]["author"]["me"]), (&json!(true), &json!(true)));
        assert!(written["post"]["html"].as_str().is_some_and(|html| html.contains("<em>shoes</em>")));
        let id = written["post"]["id"].as_str().expect("an identifier").parse().expect("a post");
        reply(&mut ana, party, id, "Both of them").await;
        program.call("PUT", &format!("{path}/reactions/heart")).await.is(204);
        program.call("PUT", &format!("{path}/reactions/fire")).await.is_problem(422, "invalid");
        program.call("DELETE", &format!("{path}/pin")).await.is(204);
        program.say("PATCH", &path, json!({ "text": "Bring boots" })).await.is(200);
        let read = program.get(&path).await.is(200).json();
        assert_eq!((&read["post"]["edited"], &read["post"]["reply_count"]), (&json!(true), &json!(1)));
        assert_eq!(read["post"]["reactions"], json!([{ "reaction": "heart", "count": 1, "mine": true }]));
        assert_eq!(read["replies"].as_array().map(Vec::len), Some(1));
        program.call("DELETE", &format!("{path}/reactions/heart")).await.is(204);
        program.call("DELETE", &path).await.is(204);
        program.say("POST", &board, json!({ "text": "" })).await.is_problem(422, "invalid");
        program.say("POST", &board, json!({ "text": "x", "reply_to": "nobody" })).await.is_problem(422, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_sees_no_more_than_its_owner() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut bo = a_person(&site, "bob").await.browser;
    let party = a_party().with("visibility", "invited").by(&mut ana).await;
    ana.post("/api/invites/add", &[("party", &party.to_string()), ("lines", "@bob")]).await.is(303);
    post(&mut ana, party, "Only for friends").await;
    let program = site.free_program("bob").await;
    program.get(&format!("/api/v1/parties/{party}/posts")).await.is(200).says("Only for friends");
    program.get(&format!("/api/v1/parties/{party}/guests")).await.is_problem(403, "forbidden");
    bo.post("/api/people/block", &[("username", "ana")]).await.is(303);
    program.get(&format!("/api/v1/parties/{party}/posts")).await.is(200).says_not("Only for friends");
    program.get(&format!("/api/v1/parties/{party}")).await.is(200).says_not("\"ana\"");
}

/// Also of somebody who looks after the whole site.
#[tokio::test(flavor = "multi_thread")]
async fn no_program_looks_after_the_site() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    a_person(&site, "bob").await;
    rows::make_admin(&site, "bob").await;
    let party = a_party().by(&mut ana).await;
    let written = post(&mut ana, party, "Come early").await;
    let path = format!("/api/v1/parties/{party}/posts/{written}");
    site.free_program("bob").await.call("DELETE", &path).await.is_problem(403, "forbidden");
}
