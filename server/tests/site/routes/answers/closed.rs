//! When nobody can answer.

use super::Scene;
use crate::support::{Site, a_party};

/// A party that begins in 48 hours, with a deadline in 24.
async fn scene() -> Scene {
    let site = Site::new().await;
    let (first, deadline) = (site.in_hours(48), site.in_hours(24));
    let party = a_party().with("time_zone", "UTC").with("first_entry", &first).with("deadline", &deadline);
    Scene::on(site, party, &["Zoe"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn until_the_deadline() {
    let mut scene = scene().await;
    scene.page(0).await.reads("You can change your answer until");
    scene.site.wait_hours(23);
    scene.answers(0, "maybe", "0").await;
    scene.site.wait_hours(2);
    scene
        .page(0)
        .await
        .reads("Answers are closed")
        .reads("The deadline was")
        .reads("Your answer was Maybe. If it changed, tell Ana.");
    let refused = scene.post(0, &[("answer", "yes")]).await;
    refused.is(409).reads("The answer deadline has passed. Please talk to your host.");
    assert_eq!(scene.all().await, "maybe");
    let mut stranger = scene.site.visitor();
    stranger.get(&scene.path()).await.is(200).reads("Answers are closed");
    let fields = [("party", scene.party.to_string()), ("name", "Cem".to_owned()), ("answer", "yes".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    stranger.post("/api/rsvps/join", &fields).await.is(409);
    assert_eq!(scene.all().await, "maybe");
}

#[tokio::test(flavor = "multi_thread")]
async fn until_last_entry() {
    let site = Site::new().await;
    let first = site.in_hours(2);
    let mut scene = Scene::on(site, a_party().with("time_zone", "UTC").with("first_entry", &first), &["Zoe"]).await;
    scene.site.wait_hours(13);
    scene.answers(0, "yes", "0").await.reads("You are coming");
    scene.site.wait_hours(2);
    scene.page(0).await.reads("This party is over").reads("Ana invited you").reads("Your answer was Yes.");
    scene.post(0, &[("answer", "no")]).await.is(409).reads("This party is over.");
    assert_eq!(scene.all().await, "yes");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_host_pauses() {
    let mut scene = Scene::new(a_party().with("paused", "true"), &["Zoe"]).await;
    scene.page(0).await.reads("Answers are paused").reads("Ana takes no answers right now.");
    let refused = scene.post(0, &[("answer", "yes")]).await;
    refused.is(409).reads("The host takes no answers right now. Please come back later.");
    assert_eq!(scene.all().await, "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_party_is_cancelled() {
    let mut scene = scene().await;
    scene.ana.post("/api/parties/cancel", &[("party", &scene.party.to_string())]).await.is(303);
    scene.post(0, &[("answer", "yes")]).await.is(409).reads("This party is cancelled.");
    scene.site.wait_hours(100);
    scene.post(0, &[("answer", "yes")]).await.is(409).reads("This party is cancelled.");
    assert_eq!(scene.all().await, "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_open_meanwhile_says_why() {
    let mut scene = scene().await;
    let key = "00000000-0000-4000-8000-000000000001";
    let (party, path) = (scene.party.to_string(), scene.path());
    let fields = [("_page", path.as_str()), ("party", party.as_str()), ("answer", "yes")];
    scene.guests[0].post_with_key("/api/rsvps/answer", key, &fields).await.is(303);
    scene.site.wait_hours(30);
    scene.guests[0].post_with_key("/api/rsvps/answer", key, &fields).await.is(303);
    assert_eq!(scene.all().await, "yes", "a repeat gets the first answer");
    scene.post(0, &[("answer", "no")]).await.is(409);
}
