//! `/p/{party}/guests/{invite}`: what hosts do with one guest.

use app::{
    backend::entities::invites,
    domain::{InviteId, PartyId},
};

use crate::support::{Browser, Page, Site, a_guest, a_party, a_person, invite, rows};

/// A party with the guests Zoe and Cem, as its host sees them.
struct Scene {
    site: Site,
    ana: Browser,
    party: PartyId,
    zoe: InviteId,
    token: String,
}

impl Scene {
    async fn new() -> Self {
        let site = Site::new().await;
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().with("visibility", "invited").with("capacity", "3").by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe <zoe@example.org>\nCem <cem@example.org>").await.remove(0);
        let zoe = InviteId(rows::guest(&site, party, "Zoe").await.id);
        Self { site, ana, party, zoe, token }
    }

    fn page(&self) -> String {
        format!("/p/{}/guests/{}", self.party, self.zoe)
    }

    /// Posts a form of Zoe's page.
    async fn post(&mut self, verb: &str, fields: &[(&str, &str)]) -> Page {
        let (party, zoe, page) = (self.party.to_string(), self.zoe.to_string(), self.page());
        let common = [("_page", page.as_str()), ("party", &party), ("invite", &zoe), ("next", &page)];
        let fields: Vec<_> = common.into_iter().chain(fields.iter().copied()).collect();
        self.ana.post(&format!("/api/invites/{verb}"), &fields).await
    }

    /// The same, and what the page says afterwards.
    async fn done(&mut self, verb: &str, fields: &[(&str, &str)]) -> Page {
        let answer = self.post(verb, fields).await;
        assert_eq!(answer.is(303).location(), self.page());
        let page = self.ana.follow(&answer).await;
        page.is(200);
        page
    }

    async fn row(&self) -> invites::Model {
        rows::guest(&self.site, self.party, "Zoe").await
    }

    async fn opens(&self, token: &str) -> u16 {
        self.site.visitor().get(&format!("/i/{token}")).await.status.as_u16()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_link_replaces_the_old_one() {
    let mut scene = Scene::new().await;
    let mut zoe = a_guest(&scene.site, &scene.token).await;
    let path = format!("/p/{}", scene.party);
    zoe.get(&path).await.is(200);
    let page = scene.done("renew", &[]).await;
    page.reads("There is a new link. The old one no longer works.").says_not(&scene.token);
    let token = scene.site.state.services.links.token(scene.zoe, 1);
    page.says(&format!("http://soiree.test/i/{token}"));
    assert_eq!((scene.opens(&scene.token).await, scene.opens(&token).await), (410, 303));
    zoe.get(&path).await.is(404);
    a_guest(&scene.site, &token).await.get(&path).await.is(200).reads("Will you come, Zoe?");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_link_is_gone_until_it_is_renewed() {
    let mut scene = Scene::new().await;
    let mut zoe = a_guest(&scene.site, &scene.token).await;
    let path = format!("/p/{}", scene.party);
    scene.done("revoke", &[]).await.reads("The link no longer works.").reads("A new one lets the guest in again.");
    assert_eq!(scene.row().await.token_hash, None);
    assert_eq!(scene.opens(&scene.token).await, 410);
    zoe.get(&path).await.is(404);
    zoe.post("/api/rsvps/answer", &[("party", &scene.party.to_string()), ("answer", "yes")]).await.is(404);
    scene.done("renew", &[]).await;
    let token = scene.site.state.services.links.token(scene.zoe, 1);
    assert_eq!((scene.opens(&scene.token).await, scene.opens(&token).await), (410, 303));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_is_taken_off_and_the_waitlist_moves_up() {
    let mut scene = Scene::new().await;
    let id = scene.party.to_string();
    let mut zoe = a_guest(&scene.site, &scene.token).await;
    zoe.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes"), ("plus_ones", "2")]).await.is(303);
    let cem = rows::guest(&scene.site, scene.party, "Cem").await;
    let fields = [("party", id.clone()), ("invite", InviteId(cem.id).to_string()), ("answer", "yes".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    scene.ana.post("/api/invites/answer_for", &fields).await.is(303);
    assert_eq!(rows::guest(&scene.site, scene.party, "Cem").await.answer, "waiting");
    let list = format!("/p/{id}/guests");
    let answer = scene.post("remove", &[]).await;
    answer.is(303);
    let page = scene.ana.get(&list).await;
    page.is(200).reads("The guest is off the list.").reads_not("Zoe").reads("moved up from the waitlist");
    assert_eq!(rows::guest(&scene.site, scene.party, "Cem").await.answer, "yes");
    zoe.get(&format!("/p/{id}")).await.is(404);
    assert_eq!(scene.opens(&scene.token).await, 410);
    scene.post("remove", &[]).await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_for_hosts_alone() {
    let mut scene = Scene::new().await;
    scene.done("note", &[("note", "Owes me a cake\n<b>")]).await.reads("Saved.").reads("Owes me a cake <b>");
    assert_eq!(scene.row().await.note, "Owes me a cake\n<b>");
    let mut zoe = a_guest(&scene.site, &scene.token).await;
    zoe.get(&format!("/p/{}", scene.party)).await.is(200).says_not("Owes me");
    scene.post("note", &[("note", &"x".repeat(501))]).await.is(422).reads("Please use at most 500 characters.");
    assert_eq!(scene.row().await.note, "Owes me a cake\n<b>");
    scene.done("note", &[]).await;
    assert_eq!(scene.row().await.note, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn name_and_address_are_corrected() {
    let mut scene = Scene::new().await;
    let before = scene.row().await;
    for (name, email, says) in [
        ("", "zoe@example.org", "Please fill this in."),
        ("Zoe", "zoe", "That does not look like an e-mail address."),
        ("Zoe", "CEM@example.org", "This person is already on the guest list."),
    ] {
        scene.post("rename", &[("name", name), ("email", email)]).await.is(422).reads(says);
    }
    assert_eq!(scene.row().await, before);
    scene.done("rename", &[("name", " Zoe "), ("email", "")]).await.reads("Saved.");
    assert_eq!(scene.row().await, invites::Model { email: None, ..before });
    let page = scene.done("rename", &[("name", "=Zoë"), ("email", "Z@Example.org")]).await;
    page.reads("=Zoë").reads("z@example.org");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_there_is_checked_in_once() {
    let mut scene = Scene::new().await;
    let list = format!("/p/{}/guests", scene.party);
    scene.done("check_in", &[("present", "1")]).await.reads("Checked in.").reads("Is here.");
    let first = scene.row().await.checked_in_at.expect("a time");
    scene.site.wait_hours(1);
    scene.done("check_in", &[("present", "1")]).await;
    assert_eq!(scene.row().await.checked_in_at, Some(first), "the first time counts");
    scene.ana.get(&list).await.is(200).reads("1 guest is here.");
    scene.done("check_in", &[("present", "")]).await.reads("No longer checked in.").reads("Not here yet.");
    assert_eq!(scene.row().await.checked_in_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_answer_for_guests_within_the_same_rules() {
    let mut scene = Scene::new().await;
    let yes = [("answer", "yes"), ("plus_ones", "2"), ("message", "By phone")];
    scene.done("answer_for", &yes).await.reads("Saved.").reads("Coming");
    let row = scene.row().await;
    assert_eq!((row.answer.as_str(), row.plus_ones, row.message.as_str()), ("yes", 2, "By phone"));
    for (fields, says) in [
        ([("answer", ""), ("plus_ones", "0")], "Please fill this in."),
        ([("answer", "waiting"), ("plus_ones", "0")], "Please choose one of the options."),
        ([("answer", "yes"), ("plus_ones", "3")], "Please choose a number from 0 to 2."),
        ([("answer", "yes"), ("plus_ones", "-1")], "Please choose a number from 0 to 2."),
        ([("answer", "yes"), ("plus_ones", "one")], "Please enter a whole number."),
    ] {
        scene.post("answer_for", &fields).await.is(422).reads(says);
    }
    assert_eq!(scene.row().await, row);
    scene.done("answer_for", &[("answer", "no")]).await.reads("Not coming");
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_answer_also_when_guests_cannot() {
    let mut scene = Scene::new().await;
    let id = scene.party.to_string();
    scene.ana.post("/api/parties/cancel", &[("party", &id)]).await.is(303);
    scene.done("answer_for", &[("answer", "yes")]).await;
    assert_eq!(scene.row().await.answer, "yes");
}

#[tokio::test(flavor = "multi_thread")]
async fn next_leads_nowhere_else() {
    let mut scene = Scene::new().await;
    let (party, zoe) = (scene.party.to_string(), scene.zoe.to_string());
    let list = format!("/p/{party}/guests");
    for (next, goes_to) in [
        ("https://evil.example", list.as_str()),
        ("//evil.example", &list),
        ("/settings", &list),
        ("", &list),
        (&format!("{list}?answer=yes&q=Zo%C3%AB#guest-1"), &format!("{list}?answer=yes&q=Zo%C3%AB#guest-1")),
    ] {
        let fields = [("party", party.as_str()), ("invite", &zoe), ("note", "x"), ("next", next)];
        let answer = scene.ana.post("/api/invites/note", &fields).await;
        assert_eq!(answer.is(303).location(), goes_to);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_of_other_parties_are_out_of_reach() {
    let mut scene = Scene::new().await;
    let mut bo = a_person(&scene.site, "bob").await.browser;
    let own = a_party().by(&mut bo).await.to_string();
    let zoe = scene.zoe.to_string();
    let before = rows::everything(&scene.site).await;
    for verb in ["renew", "revoke", "remove", "note", "rename", "check_in", "answer_for"] {
        let fields = [("invite", zoe.as_str()), ("name", "X"), ("note", "X"), ("answer", "no"), ("present", "1")];
        for party in [own.clone(), scene.party.to_string()] {
            let fields: Vec<_> = [("party", party.as_str())].into_iter().chain(fields).collect();
            bo.post(&format!("/api/invites/{verb}"), &fields).await.is(404);
        }
    }
    bo.get(&format!("/p/{own}/guests/{zoe}")).await.is(404).says_not("zoe@example.org");
    bo.get(&scene.page()).await.is(404);
    assert_eq!(rows::everything(&scene.site).await, before);
    scene.ana.get(&scene.page()).await.is(200);
}
