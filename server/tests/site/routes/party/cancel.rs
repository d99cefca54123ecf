//! `/p/{party}/cancel`

use crate::support::{Site, a_guest, a_party, a_person, invite, rows};

#[tokio::test(flavor = "multi_thread")]
async fn guests_see_that_it_is_off_and_on_again() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let (id, path) = (party.to_string(), format!("/p/{party}"));
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    let mut zoe = a_guest(&site, &token).await;
    zoe.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
    zoe.get(&path).await;
    ana.get(&format!("{path}/cancel")).await.is(200).reads("Cancel this party?");
    let answer = ana.post("/api/parties/cancel", &[("party", &id)]).await;
    assert_eq!(answer.is(303).location(), path);
    ana.follow(&answer).await.is(200).reads("The party is cancelled. Guests see it on the party page.");
    zoe.get(&path)
        .await
        .is(200)
        .reads("This party is cancelled")
        .reads("Your answer was Yes.")
        .reads_not("You are coming");
    let refused = zoe.post("/api/rsvps/answer", &[("_page", &path), ("party", &id), ("answer", "no")]).await;
    refused.is(409).reads("This party is cancelled.");
    assert_eq!(rows::guest(&site, party, "Zoe").await.answer, "yes");
    ana.get(&format!("{path}/cancel")).await.is(200).reads("Bring this party back?");
    let answer = ana.post("/api/parties/revive", &[("party", &id)]).await;
    ana.follow(&answer).await.is(200).reads("The party is on again.").reads_not("This party is cancelled");
    zoe.get(&path).await.is(200).reads("You are coming").reads_not("This party is cancelled");
    zoe.post("/api/rsvps/answer", &[("party", &id), ("answer", "no")]).await.is(303);
    assert_eq!(rows::guest(&site, party, "Zoe").await.answer, "no");
}

#[tokio::test(flavor = "multi_thread")]
async fn twice_is_once() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    for action in ["cancel", "cancel", "revive", "revive"] {
        ana.post(&format!("/api/parties/{action}"), &[("party", &id)]).await.is(303);
        assert_eq!(rows::party(&site, party).await.cancelled_at.is_some(), action == "cancel");
    }
}
