//! `/i/{token}`

use app::domain::InviteId;

use crate::support::{Browser, Site, a_guest, a_party, a_person, invite, rows};

#[tokio::test(flavor = "multi_thread")]
async fn makes_the_visitor_that_guest_and_leaves_the_address() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("visibility", "invited").by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    assert!(token.len() >= 21, "128 bits in base 58: {token}");
    let mut zoe = site.visitor();
    zoe.get(&format!("/p/{party}")).await.is(404);
    let answer = zoe.get(&format!("/i/{token}")).await;
    assert_eq!(answer.is(303).location(), format!("/p/{party}"));
    let cookie = format!("guest-{party}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000");
    assert_eq!(answer.cookies(), [cookie.as_str()]);
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    assert!(!answer.header("cache-control").contains("public"));
    let page = zoe.follow(&answer).await;
    page.is(200).reads("Will you come, Zoe?").reads("Keep this link").says(&format!("http://soiree.test/i/{token}"));
    let row = rows::guest(&site, party, "Zoe").await;
    assert!(row.opened_at.is_some());
    assert!(!format!("{row:?}").contains(&token), "the database does not know the token");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_opens_one_party_alone() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let (first, second) = (a_party().with("visibility", "invited"), a_party().with("visibility", "invited"));
    let (first, second) = (first.by(&mut ana).await, second.by(&mut ana).await);
    let tokens =
        [invite(&site, &mut ana, first, "Zoe").await.remove(0), invite(&site, &mut ana, second, "Zoe").await.remove(0)];
    let mut zoe = a_guest(&site, &tokens[0]).await;
    zoe.get(&format!("/p/{first}")).await.is(200);
    zoe.get(&format!("/p/{second}")).await.is(404);
    zoe.post("/api/rsvps/answer", &[("party", &second.to_string()), ("answer", "yes")]).await.is(404);
    zoe.cookies.insert(format!("guest-{second}"), tokens[0].clone());
    zoe.get(&format!("/p/{second}")).await.is(404);
    assert_eq!(rows::guest(&site, second, "Zoe").await.answer, "pending");
    zoe.get(&format!("/i/{}", tokens[1])).await.is(303);
    zoe.get(&format!("/p/{first}")).await.is(200);
    zoe.get(&format!("/p/{second}")).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_guests_are_not_one() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let tokens = invite(&site, &mut ana, party, "Zoe\nCem").await;
    let mut browser = a_guest(&site, &tokens[0]).await;
    browser.get(&format!("/p/{party}")).await.reads("Will you come, Zoe?");
    browser.get(&format!("/i/{}", tokens[1])).await.is(303);
    browser.get(&format!("/p/{party}")).await.reads("Will you come, Cem?");
}

#[tokio::test(flavor = "multi_thread")]
async fn links_that_are_none_are_gone() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    let zoe = rows::guest(&site, party, "Zoe").await;
    let hash = zoe.token_hash.expect("a hash");
    let unknown = site.state.services.links.token(InviteId::new(), 0);
    let not_yet = site.state.services.links.token(InviteId(zoe.id), 1);
    let id = InviteId(zoe.id).to_string();
    let longer = format!("{token}x");
    for bad in
        ["x", "%00", "%27%20OR%201=1--", &hash, &unknown, &not_yet, &id, &token[1..], &longer, &"z".repeat(5_000)]
    {
        let mut visitor = site.visitor();
        let page = visitor.get(&format!("/i/{bad}")).await;
        page.is(410).reads("This link is gone").reads("Please ask your host for a new one.").reads_not("Summer");
        assert!(visitor.cookies.is_empty(), "{bad}");
    }
    assert_eq!(rows::guest(&site, party, "Zoe").await.opened_at, None);
    site.visitor().get("/i/").await.is(404);
}

async fn claim(browser: &mut Browser, party: &str) -> crate::support::Page {
    browser.post("/api/invites/claim", &[("_page", &format!("/p/{party}")), ("party", party)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_with_an_account_may_claim_it() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().with("visibility", "invited").by(&mut ana).await;
    let id = party.to_string();
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    a_guest(&site, &token).await.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
    bo.get(&format!("/i/{token}")).await.is(303);
    bo.get(&format!("/p/{id}")).await.is(200).reads("Zoe").reads("Add to my account");
    let answer = claim(&mut bo, &id).await;
    assert_eq!(answer.is(303).location(), format!("/p/{id}"));
    bo.follow(&answer)
        .await
        .is(200)
        .reads("This invitation now belongs to your account.")
        .reads_not("Add to my account");
    let row = rows::guest(&site, party, "Zoe").await;
    assert_eq!((row.user_id, row.answer.as_str()), (Some(rows::user(&site, "bob").await.id), "yes"));
    let mut elsewhere = site.visitor();
    let log_in = [("login", "bob"), ("password", crate::support::PASSWORD)];
    elsewhere.post("/api/accounts/log_in", &log_in).await.is(303);
    elsewhere.get(&format!("/p/{id}")).await.is(200).reads("You are coming");
    elsewhere.get("/parties?tab=confirmed").await.is(200).reads("Summer on the roof");
    claim(&mut bo, &id).await.is(409).reads("You are a guest of this party already.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_has_claimed_nobody_else_claims() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let (mut bo, mut cem) = (a_person(&site, "bob").await.browser, a_person(&site, "cem").await.browser);
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    for browser in [&mut bo, &mut cem] {
        browser.get(&format!("/i/{token}")).await.is(303);
    }
    claim(&mut bo, &id).await.is(303);
    cem.get(&format!("/p/{id}")).await.is(200).reads_not("Add to my account");
    claim(&mut cem, &id).await.is(403);
    claim(&mut site.visitor(), &id).await.is(401);
    claim(&mut a_guest(&site, &token).await, &id).await.is(401);
    claim(&mut a_person(&site, "dora").await.browser, &id).await.is(403);
    assert_eq!(rows::guest(&site, party, "Zoe").await.user_id, Some(rows::user(&site, "bob").await.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_a_guest_already_does_not_claim_another_invitation() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().by(&mut ana).await;
    let id = party.to_string();
    invite(&site, &mut ana, party, "@bob").await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    bo.get(&format!("/i/{token}")).await.is(303);
    bo.get(&format!("/p/{id}")).await.is(200).reads("Will you come, Bob?").reads_not("Add to my account");
    claim(&mut bo, &id).await.is(409);
    assert_eq!(rows::guest(&site, party, "Zoe").await.user_id, None);
}

on_each_database! {
    async fn of_two_who_claim_at_once_one_gets_it(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let (mut bo, mut cem) = (a_person(&site, "bob").await.browser, a_person(&site, "cem").await.browser);
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
        for browser in [&mut bo, &mut cem] {
            browser.get(&format!("/i/{token}")).await.is(303);
        }
        let (first, second) = tokio::join!(claim(&mut bo, &id), claim(&mut cem, &id));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort();
        assert!([[303, 403], [303, 409]].contains(&statuses), "{statuses:?}");
        assert!(rows::guest(&site, party, "Zoe").await.user_id.is_some());
    }
}
