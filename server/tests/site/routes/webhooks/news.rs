//! Who is told what.

use std::sync::{Arc, Mutex};

use app::backend::entities::webhook_deliveries;
use sea_orm::EntityTrait;
use serde_json::json;

use super::{a_site, deliver, listen};
use crate::support::{
    Database, PASSWORD, Receiver, Site, a_guest, a_party, a_person, invite, on_post, post, reply, rows,
};

/// What the receiver was told, without what it is about.
fn kinds(receiver: &Receiver) -> Vec<String> {
    receiver.news().into_iter().map(|(kind, _)| kind).collect()
}

/// All messages that have not arrived.
async fn waiting(site: &Site) -> String {
    let rows = webhook_deliveries::Entity::find().all(site.database.db.read()).await.expect("a query");
    rows.into_iter().map(|row| row.body).collect()
}

on_each_database! {
    async fn hosts_hear_of_guests_answers_and_posts(site: Site) {
        let site = a_site(site.database.kind).await;
        let receiver = Receiver::new().await;
        let mut ana = a_person(&site, "ana").await.browser;
        listen(&site, &mut ana, &receiver).await;
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        let token = invite(&site, &mut ana, party, "Zoe\nCem").await.remove(0);
        deliver(&site).await;
        let (kind, data) = receiver.news().remove(0);
        assert_eq!((kind.as_str(), &data["party"]), ("guest.added", &json!(id)));
        assert_eq!(data["guests"].as_array().map(Vec::len), Some(2));
        assert_eq!(data["guests"][0]["link"], json!(null), "whoever has a link answers for the guest");

        let mut zoe = a_guest(&site, &token).await;
        zoe.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes"), ("message", "Hooray")]).await.is(303);
        deliver(&site).await;
        let (kind, data) = receiver.news().remove(0);
        let guest = &data["guests"][0];
        assert_eq!((kind.as_str(), &guest["name"]), ("answer.changed", &json!("Zoe")));
        assert_eq!((&guest["answer"], &guest["message"]), (&json!("yes"), &json!("Hooray")));
        let as_read = site.program("ana", "read").await;
        let invite_id = guest["id"].as_str().expect("an identifier");
        assert_eq!(&as_read.get(&format!("/api/v1/parties/{party}/guests/{invite_id}")).await.json(), guest);

        let written = post(&mut zoe, party, "Who brings ice?").await;
        on_post(&mut zoe, "edit", party, written, &[("text", "Who brings ice cream?")]).await.is(303);
        on_post(&mut ana, "delete", party, written, &[]).await.is(303);
        deliver(&site).await;
        let told = receiver.news();
        // The post is gone before the first two can be told.
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].0, "post.removed");
        assert_eq!(told[0].1, json!({ "party": id, "post": { "id": written.to_string() } }));

        let guest = app::domain::InviteId(rows::guest(&site, party, "Cem").await.id).to_string();
        ana.post("/api/invites/note", &[("party", &id), ("invite", &guest), ("note", "Vegan")]).await.is(303);
        deliver(&site).await;
        ana.post("/api/invites/remove", &[("party", &id), ("invite", &guest)]).await.is(303);
        deliver(&site).await;
        assert_eq!(kinds(&receiver), ["guest.changed", "guest.removed"]);
    }

    async fn somebody_who_moves_up_has_another_answer(site: Site) {
        let site = a_site(site.database.kind).await;
        let receiver = Receiver::new().await;
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().with("capacity", "1").by(&mut ana).await;
        let id = party.to_string();
        let mut guests = Vec::new();
        for token in invite(&site, &mut ana, party, "Zoe\nCem").await {
            let mut guest = a_guest(&site, &token).await;
            guest.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
            guests.push(guest);
        }
        listen(&site, &mut ana, &receiver).await;
        guests[0].post("/api/rsvps/answer", &[("party", &id), ("answer", "no")]).await.is(303);
        deliver(&site).await;
        let mut told: Vec<String> = receiver.news().iter().map(|(_, data)| {
            let guest = &data["guests"][0];
            format!("{} {}", guest["name"].as_str().unwrap_or_default(), guest["answer"].as_str().unwrap_or_default())
        }).collect();
        told.sort();
        assert_eq!(told, ["Cem yes", "Zoe no"]);
    }

    /// They do not wait until their receiver is back, and are not sent then; that they are gone is told.
    async fn words_that_are_removed_are_not_kept(site: Site) {
        let site = a_site(site.database.kind).await;
        let receiver = Receiver::new().await;
        let mut ana = a_person(&site, "ana").await.browser;
        listen(&site, &mut ana, &receiver).await;
        let (party, other) = (a_party().by(&mut ana).await, a_party().by(&mut ana).await);
        receiver.answers(503);
        let above = post(&mut ana, party, "Who brings ice?").await;
        let below = reply(&mut ana, party, above, "Not me, sorry").await;
        post(&mut ana, other, "Who brings cake?").await;
        deliver(&site).await;
        assert_eq!(receiver.got().len(), 3);
        for words in ["ice?", "Not me", "cake?"] {
            assert!(waiting(&site).await.contains(words), "{words}");
        }
        // An empty post stays above the reply.
        on_post(&mut ana, "delete", party, above, &[]).await.is(303);
        assert!(!waiting(&site).await.contains("ice?") && waiting(&site).await.contains("Not me"));
        on_post(&mut ana, "delete", party, below, &[]).await.is(303);
        let id = other.to_string();
        ana.post("/api/parties/delete", &[("party", &id), ("title", "Summer on the roof")]).await.is(303);
        assert_eq!(waiting(&site).await, "");
        receiver.answers(204);
        site.wait_hours(1);
        deliver(&site).await;
        assert_eq!(kinds(&receiver), ["post.removed", "post.removed"]);
    }

    /// What waits is not sent any more, and of what happens meanwhile nothing is told.
    async fn who_leaves_hears_of_nothing_until_they_stay(site: Site) {
        let settings = [("SOIREE_WEBHOOKS_PRIVATE", "true"), ("SOIREE_DELETION_DAYS", "14")];
        let site = Site::with(site.database.kind, &settings).await;
        let receiver = Receiver::new().await;
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
        let mut zoe = a_guest(&site, &token).await;
        zoe.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", "yes")]).await.is(303);
        listen(&site, &mut ana, &receiver).await;
        receiver.answers(503);
        post(&mut zoe, party, "Before").await;
        deliver(&site).await;
        assert!(waiting(&site).await.contains("Before") && receiver.got().len() == 1);
        ana.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
        assert_eq!(waiting(&site).await, "");
        receiver.answers(204);
        post(&mut zoe, party, "Meanwhile").await;
        site.wait_hours(1);
        deliver(&site).await;
        assert_eq!(kinds(&receiver), [""; 0]);
        let mut ana = site.visitor();
        ana.post("/api/accounts/log_in", &[("login", "ana"), ("password", PASSWORD)]).await.is(303);
        ana.post("/api/accounts/stay", &[]).await.is(303);
        post(&mut zoe, party, "Afterwards").await;
        deliver(&site).await;
        assert_eq!(kinds(&receiver), ["post.added"]);
    }

    /// Whom the owner must not see, the webhook does not tell of, and only hosts are told at all.
    async fn owners_hear_of_what_they_may_see(site: Site) {
        let site = a_site(site.database.kind).await;
        let (hosts, guests) = (Receiver::new().await, Receiver::new().await);
        let mut ana = a_person(&site, "ana").await.browser;
        let mut bo = a_person(&site, "bob").await.browser;
        let mut cem = a_person(&site, "cem").await.browser;
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        invite(&site, &mut ana, party, "@bob\n@cem").await;
        listen(&site, &mut ana, &hosts).await;
        listen(&site, &mut bo, &guests).await;
        ana.post("/api/people/block", &[("username", "cem")]).await.is(303);
        cem.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
        let written = post(&mut cem, party, "Cem was here").await;
        deliver(&site).await;
        on_post(&mut cem, "delete", party, written, &[]).await.is(303);
        deliver(&site).await;
        assert_eq!(kinds(&hosts), [""; 0]);
        bo.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
        deliver(&site).await;
        assert_eq!((kinds(&hosts), kinds(&guests)), (vec!["answer.changed".to_owned()], Vec::new()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_ticked_is_told() {
    let site = a_site(Database::Sqlite).await;
    let receiver = Receiver::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("url", receiver.url.as_str()), ("posts", "true")];
    ana.post("/api/webhooks/add", &fields).await.is(303);
    let party = a_party().by(&mut ana).await;
    invite(&site, &mut ana, party, "Zoe").await;
    let written = post(&mut ana, party, "Bring shoes").await;
    deliver(&site).await;
    let told = receiver.news();
    let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["test", "post.added"]);
    assert_eq!(told[1].1["post"]["id"], written.to_string());
}

/// Some databases read a whole table to delete what a sub-select names.
#[tokio::test(flavor = "multi_thread")]
async fn messages_of_a_party_are_taken_away_by_their_own_names() {
    let statements = Arc::<Mutex<Vec<String>>>::default();
    let notes = statements.clone();
    let note = move |sql: &str| notes.lock().expect("a lock").push(sql.to_owned());
    let site = Site::watched_with(Database::Sqlite, &[("SOIREE_WEBHOOKS_PRIVATE", "true")], note).await;
    let receiver = Receiver::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    listen(&site, &mut ana, &receiver).await;
    let party = a_party().by(&mut ana).await;
    receiver.answers(503);
    post(&mut ana, party, "Who brings cake?").await;
    deliver(&site).await;
    assert!(waiting(&site).await.contains("cake?"));
    statements.lock().expect("a lock").clear();
    let id = party.to_string();
    ana.post("/api/parties/delete", &[("party", &id), ("title", "Summer on the roof")]).await.is(303);
    assert_eq!(waiting(&site).await, "");
    let statements = statements.lock().expect("a lock").clone();
    let taken: Vec<_> = statements.iter().filter(|sql| sql.starts_with("DELETE FROM \"webhook_deliveries\"")).collect();
    assert!(!taken.is_empty() && taken.iter().all(|sql| !sql.contains("SELECT")), "{taken:#?}");
}
