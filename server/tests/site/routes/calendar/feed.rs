//! `/calendar/{token}.ics`

use axum::{
    body::Body,
    http::{Method, header},
};

use super::{has, lines};
use crate::support::{Site, a_party, a_person, calendar_of, invite};

on_each_database! {
    async fn a_feed_holds_what_i_host_and_am_invited_to(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let hidden = || a_party().with("address", "Main St 1").with("address_shown", "confirmed").with("visibility", "invited");
        for (title, answer) in [("Coming", "yes"), ("Perhaps", "maybe"), ("Declined", "no"), ("Open", "")] {
            let party = hidden().with("title", title).by(&mut ana).await;
            invite(&site, &mut ana, party, "@bob").await;
            if !answer.is_empty() {
                bo.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", answer)]).await.is(303);
            }
        }
        hidden().with("title", "Of others").by(&mut ana).await;
        let own = hidden().with("title", "My own").by(&mut bo).await;
        bo.post("/api/parties/cancel", &[("party", &own.to_string())]).await.is(303);
        let path = calendar_of(&mut bo).await;
        let feed = site.visitor().get(&path).await;
        let feed = lines(feed.is(200));
        for (title, status, address) in [
            ("Coming", "CONFIRMED", true),
            ("Perhaps", "TENTATIVE", false),
            ("Open", "TENTATIVE", false),
            ("My own", "CANCELLED", true),
        ] {
            let at = feed.iter().position(|line| *line == format!("SUMMARY:{title}")).expect(title);
            let event: Vec<_> = feed[at..].iter().take_while(|line| *line != "END:VEVENT").cloned().collect();
            assert!(has(&event, &format!("STATUS:{status}")), "{event:#?}");
            assert_eq!(event.iter().any(|line| line.contains("Main St 1")), address, "{event:#?}");
        }
        assert!(!has(&feed, "SUMMARY:Declined") && !has(&feed, "SUMMARY:Of others"));
        assert_eq!(feed.iter().filter(|line| *line == "BEGIN:VTIMEZONE").count(), 1);
    }

    async fn the_address_is_secret_and_can_be_renewed(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        ana.get("/settings/calendar").await.is(200).says("Make my calendar");
        let first = calendar_of(&mut ana).await;
        site.visitor().get(&first).await.is(200);
        let second = calendar_of(&mut ana).await;
        assert_ne!(first, second);
        site.visitor().get(&first).await.is(404);
        site.visitor().get(&second).await.is(200);
        ana.post("/api/calendar/turn_off", &[]).await.is(303);
        site.visitor().get(&second).await.is(404);
        ana.get("/settings/calendar").await.is(200).says("Make my calendar");
        let third = calendar_of(&mut ana).await;
        assert!(third != first && third != second);
        let password = [("password", crate::support::PASSWORD)];
        ana.post("/api/accounts/delete", &password).await.is(303);
        site.visitor().get(&third).await.is(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_know_it_get_nothing_new() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("description", &"Bring ice. ".repeat(300)).by(&mut ana).await;
    let path = calendar_of(&mut ana).await;
    let first = site.visitor().get(&path).await;
    let etag = first.is(200).header("etag").to_owned();
    assert!(first.header("last-modified").ends_with(" GMT") && !etag.is_empty());
    let ask = async |name: header::HeaderName, value: &str| {
        let mut program = site.visitor();
        let request = program.request(Method::GET, &path).header(name, value).body(Body::empty()).expect("a request");
        program.send(request).await
    };
    let again = ask(header::IF_NONE_MATCH, &etag).await;
    assert!(again.is(304).bytes.is_empty());
    let small = ask(header::ACCEPT_ENCODING, "gzip, deflate").await;
    assert_eq!(small.is(200).header("content-encoding"), "gzip");
    assert!(small.bytes.starts_with(&[0x1f, 0x8b]) && small.bytes.len() < first.bytes.len() / 3);
    ana.post("/api/parties/cancel", &[("party", &party.to_string())]).await.is(303);
    let changed = ask(header::IF_NONE_MATCH, &etag).await;
    changed.is(200).says("STATUS:CANCELLED");
}
