//! The same call twice: once in the database, twice the same answer.

use futures::future::join_all;
use serde_json::json;

use crate::support::{Site, a_party, a_person, rows};

on_each_database! {
    async fn a_key_makes_one_party(site: Site) {
        a_person(&site, "ana").await;
        let program = site.free_program("ana").await;
        let input = json!({ "title": "Supper", "time_zone": "UTC", "first_entry": "2099-07-10T20:00:00Z" });
        let call = || program.send("POST", "/api/v1/parties", &[("idempotency-key", "one")], Some(input.clone()));
        let mut answers = join_all((0..4).map(|_| call())).await;
        answers.push(call().await);
        for answer in &answers {
            assert_eq!(answer.is(201).header("location"), answers[0].header("location"));
        }
        assert_eq!(rows::parties(&site).await.len(), 1);
        let other = program.send("POST", "/api/v1/parties", &[("idempotency-key", "two")], Some(input.clone())).await;
        assert_ne!(other.is(201).header("location"), answers[0].header("location"));
        program.say("POST", "/api/v1/parties", input).await.is(201);
        assert_eq!(rows::parties(&site).await.len(), 3);
    }

    async fn keys_of_others_are_other_keys(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        a_person(&site, "bob").await;
        let party = a_party().by(&mut ana).await;
        let path = format!("/api/v1/parties/{party}/answer");
        let key = [("idempotency-key", "one")];
        for username in ["ana", "bob"] {
            let program = site.free_program(username).await;
            let answer = program.send("POST", &path, &key, Some(json!({ "answer": "yes" }))).await;
            assert_eq!(answer.status.as_u16(), if username == "bob" { 201 } else { 409 });
        }
        assert_eq!(rows::guests(&site, party).await.len(), 1);
    }
}
