//! What is left of an account that was deleted: nothing, in any table.

use app::{backend::db::snapshot::Snapshot, domain::UserId};
use futures::TryStreamExt;
use serde_json::Value;
use server::{housekeeping, jobs::drain};
use uuid::Uuid;

use crate::support::{
    Browser, PASSWORD, Receiver, Site, a_guest, a_party, a_person, a_photo, calendar_of, invite, jpeg, on_post, post,
    react, reply, rows,
};

/// No other row of the scene says so.
const WORDS: &str = "Quince jelly for everybody";

/// Tables with a value that has one of these words in it, whether large or small.
async fn tables_with(site: &Site, words: &[String]) -> Vec<String> {
    let snapshot = Snapshot::take(&site.database.db).await.expect("a snapshot");
    let mut found = Vec::new();
    for table in &snapshot.tables {
        let rows = snapshot.rows(table).await.expect("a query");
        let rows: Vec<Vec<Value>> = rows.try_collect().await.expect("rows");
        let text = rows.into_iter().flatten().map(|value| value.to_string().to_lowercase()).collect::<String>();
        if words.iter().any(|word| text.contains(&word.to_lowercase())) {
            found.push(table.name.clone());
        }
    }
    snapshot.end().await.expect("it ends");
    found
}

/// How a person can be told from others.
fn marks(id: Uuid) -> Vec<String> {
    let named = ["anastasia", WORDS].map(ToOwned::to_owned);
    named.into_iter().chain([UserId(id).to_string(), id.hyphenated().to_string(), id.simple().to_string()]).collect()
}

async fn listen(site: &Site, browser: &mut Browser, receiver: &Receiver) {
    let fields = [("url", receiver.url.as_str()), ("answers", "true"), ("guests", "true"), ("posts", "true")];
    browser.post("/api/webhooks/add", &fields).await.is(303);
    drain(&site.state).await.expect("jobs");
    receiver.got();
}

on_each_database! {
    async fn no_table_tells_of_whoever_is_gone(site: Site) {
        let site = Site::with(site.database.kind, &[("SOIREE_WEBHOOKS_PRIVATE", "true")]).await;
        let receiver = Receiver::new().await;
        let mut bo = a_person(&site, "bob").await.browser;
        listen(&site, &mut bo, &receiver).await;
        receiver.answers(503);
        let somebody = a_person(&site, "anastasia").await;
        let (mut ana, marks) = (somebody.browser, marks(somebody.person.id.0));
        let theirs = a_party().by(&mut bo).await;
        let id = theirs.to_string();
        let token = invite(&site, &mut bo, theirs, "@anastasia\nZoe").await.pop().expect("a link");
        drain(&site.state).await.expect("jobs");
        let answer = [("party", id.as_str()), ("answer", "yes"), ("message", WORDS)];
        ana.post("/api/rsvps/answer", &answer).await.is(303);
        let mut zoe = a_guest(&site, &token).await;
        zoe.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
        let below = post(&mut zoe, theirs, "Who brings what?").await;
        reply(&mut ana, theirs, below, WORDS).await;
        let mine = post(&mut ana, theirs, WORDS).await;
        on_post(&mut ana, "edit", theirs, mine, &[("text", &format!("{WORDS}!"))]).await.is(303);
        react(&mut ana, theirs, below, "heart", true).await;
        a_photo(&site, &mut ana, theirs, &jpeg(40, 30)).await;
        let party = a_party().with("title", WORDS).by(&mut ana).await;
        invite(&site, &mut ana, party, "Cem").await;
        ana.post("/api/people/follow", &[("username", "bob")]).await.is(303);
        calendar_of(&mut ana).await;
        listen(&site, &mut ana, &receiver).await;
        let told = tables_with(&site, &marks).await;
        for table in ["users", "invites", "posts", "photos", "follows", "webhook_deliveries"] {
            assert!(told.iter().any(|name| name == table), "{table} in {told:?}");
        }

        ana.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
        drain(&site.state).await.expect("jobs");
        let told = tables_with(&site, &marks).await;
        let soon_gone = ["events", "jobs", "requests"];
        assert!(told.iter().all(|table| soon_gone.contains(&table.as_str())), "{told:?}");
        site.wait_hours(49);
        housekeeping::once(&site.state).await.expect("the sweep works");
        drain(&site.state).await.expect("jobs");
        assert_eq!(tables_with(&site, &marks).await, [""; 0]);

        receiver.answers(204);
        receiver.got();
        site.wait_hours(24);
        drain(&site.state).await.expect("jobs");
        let told = receiver.news();
        let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
        assert!(kinds.contains(&"guest.removed"), "{kinds:?}");
        let (_, added) = told.iter().find(|(kind, _)| kind == "guest.added").expect("Zoe is still told");
        let names: Vec<&Value> = added["guests"].as_array().expect("guests").iter().map(|guest| &guest["name"]).collect();
        assert_eq!(names, ["Zoe"]);
        assert_eq!(rows::guests(&site, theirs).await.len(), 1);
    }

    /// The same for guests whom a host takes off the list.
    async fn guests_who_are_off_the_list_wait_for_no_program(site: Site) {
        let site = Site::with(site.database.kind, &[("SOIREE_WEBHOOKS_PRIVATE", "true")]).await;
        let receiver = Receiver::new().await;
        let mut bo = a_person(&site, "bob").await.browser;
        listen(&site, &mut bo, &receiver).await;
        receiver.answers(503);
        let (party, other) = (a_party().by(&mut bo).await, a_party().by(&mut bo).await);
        invite(&site, &mut bo, party, "Anastasia").await;
        invite(&site, &mut bo, other, "Anastasia the other").await;
        drain(&site.state).await.expect("jobs");
        let words = ["anastasia".to_owned()];
        let waits = async || tables_with(&site, &words).await.contains(&"webhook_deliveries".to_owned());
        assert!(waits().await);
        let guest = app::domain::InviteId(rows::guest(&site, party, "Anastasia").await.id).to_string();
        bo.post("/api/invites/remove", &[("party", &party.to_string()), ("invite", &guest)]).await.is(303);
        let gone = [("party", other.to_string()), ("title", "Summer on the roof".to_owned())];
        let gone: Vec<_> = gone.iter().map(|(name, value)| (*name, value.as_str())).collect();
        bo.post("/api/parties/delete", &gone).await.is(303);
        assert!(!waits().await);
    }
}
