//! `/u/{username}`

use app::domain::{PartyId, PictureId};

use crate::support::{Browser, PartyBuilder, Site, a_guest, a_party, a_person, invite, jpeg, rows};

/// A party that begins in so many hours.
async fn party(site: &Site, host: &mut Browser, party: PartyBuilder<'_>, begins: i64) -> PartyId {
    let first = site.in_hours(begins);
    party.with("time_zone", "UTC").with("first_entry", &first).by(host).await
}

#[tokio::test(flavor = "multi_thread")]
async fn name_words_and_photo() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let fields = [("display_name", "Bob Ross"), ("bio", "Paints\nlittle trees")];
    bo.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(60, 60)).await.is(303);
    let photo = PictureId(rows::user(&site, "bob").await.photo_id.expect("a photo"));
    for address in ["/u/bob", "/u/Bob", "/u/@bob"] {
        let page = ana.get(address).await;
        page.is(200).reads("Bob Ross").reads("@bob").reads("little trees").says(&format!("/media/{photo}/"));
        page.reads("You have no party in common yet.").reads_not("bob@example.org");
    }
    let page = bo.get("/u/bob").await;
    page.is(200).reads("Edit your profile").reads_not("Follow").reads_not("Block").reads_not("in common");
}

#[tokio::test(flavor = "multi_thread")]
async fn profiles_are_for_people_with_an_account() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    for mut visitor in [site.visitor(), a_guest(&site, &token).await] {
        for address in ["/u/ana", "/u/nobody", "/u/-", "/people", "/people?tab=met&after=x"] {
            visitor.get(address).await.is(401).reads("Please log in").reads_not("Ana");
        }
    }
    for address in ["/u/nobody", "/u/-", "/u/an", "/u/%00", "/u/%27"] {
        ana.get(address).await.is(404).reads("Nothing here");
    }
}

on_each_database! {
    async fn parties_in_common(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let mut cem = a_person(&site, "cem").await.browser;
        let ours = party(&site, &mut ana, a_party().with("title", "Roof of Ana").with("visibility", "invited"), 2).await;
        invite(&site, &mut ana, ours, "@bob").await;
        let theirs = party(&site, &mut cem, a_party().with("title", "Cellar of Cem").with("visibility", "invited"), 30).await;
        invite(&site, &mut cem, theirs, "@ana\n@bob").await;
        let secret = a_party().with("title", "Nobody knows who").with("guest_list", "hosts");
        let secret = party(&site, &mut cem, secret, 40).await;
        invite(&site, &mut cem, secret, "@ana\n@bob").await;
        let alone = party(&site, &mut cem, a_party().with("title", "Without Bob"), 50).await;
        invite(&site, &mut cem, alone, "@ana").await;
        for (viewer, other) in [(&mut ana, "bob"), (&mut bo, "ana")] {
            let page = viewer.get(&format!("/u/{other}")).await;
            page.is(200).reads("Coming up for you both").reads("Roof of Ana").reads("Cellar of Cem");
            page.reads_not("Nobody knows who").reads_not("Without Bob").reads_not("Past parties");
        }
        cem.get("/u/bob").await.is(200).reads("Cellar of Cem").reads("Nobody knows who").reads_not("Roof of Ana");
        site.wait_hours(20);
        ana.get("/u/bob").await.is(200).reads("Past parties of you both").reads("Roof of Ana").reads("Coming up");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_lead_there_for_viewers_with_an_account() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().with("guest_list", "everyone").by(&mut ana).await;
    let (id, path) = (party.to_string(), format!("/p/{party}"));
    let token = invite(&site, &mut ana, party, "@bob\nZoe").await.remove(1);
    let mut zoe = a_guest(&site, &token).await;
    for guest in [&mut bo, &mut zoe] {
        guest.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
    }
    let page = bo.get(&path).await;
    page.is(200).says("href=\"/u/ana\"").says("href=\"/u/bob\"").says_not("href=\"/u/zoe\"");
    for visitor in [&mut site.visitor(), &mut zoe] {
        visitor.get(&path).await.is(200).reads("Ana").reads("Bob").reads("Zoe").says_not("/u/").says_not("@bob");
    }
    ana.get(&format!("{path}/hosts")).await.is(200).says("href=\"/u/ana\"");
}
