//! Addresses and identifiers that name nothing.

use app::domain::{InviteId, PartyId, PostId};

use super::Scene;
use crate::support::{a_party, invite, rows};

/// What stands where an identifier should.
fn no_identifiers() -> Vec<String> {
    let mut wrong: Vec<_> = ["x", "0", "1", "-1", "null", "%00", "%27", "%3Cscript%3E", "%F0%9F%8E%89", "Ol0I"]
        .map(ToOwned::to_owned)
        .into();
    wrong.extend(["z".repeat(5_000), uuid::Uuid::now_v7().to_string(), PartyId::new().to_string()]);
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_no_party() {
    let mut scene = Scene::new().await;
    let pages = [
        "",
        "/album",
        "/album.zip",
        "/board",
        "/map",
        "/search?q=x",
        "/reports",
        "/wall",
        "/edit",
        "/guests",
        "/guests/add",
        "/mail",
        "/hosts",
        "/duplicate",
        "/cancel",
        "/delete",
        "/guests.csv",
    ];
    for party in no_identifiers() {
        for page in pages {
            let answer = scene.ana.get(&format!("/p/{party}{page}")).await;
            answer.is(404).reads("Nothing here").says_not("<script>");
        }
    }
    let (mut visitor, known) = (scene.site.visitor(), scene.party);
    for party in no_identifiers().iter().filter(|party| party.len() < 100) {
        visitor.get(&format!("/p/{party}")).await.is(404);
        visitor.get(&format!("/media/{party}/small.jpg")).await.is(404);
    }
    for guest in no_identifiers() {
        scene.ana.get(&format!("/p/{known}/guests/{guest}")).await.is(404);
    }
    for photo in no_identifiers() {
        for page in ["", "/delete", "/report", "/original"] {
            scene.ana.get(&format!("/p/{known}/album/{photo}{page}")).await.is(404).says_not("<script>");
        }
    }
    for post in no_identifiers() {
        for page in ["", "/edit", "/delete", "/report"] {
            scene.ana.get(&format!("/p/{known}/board/{post}{page}")).await.is(404).says_not("<script>");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_text() {
    let mut scene = Scene::new().await;
    for path in [
        "/p/%ff",
        "/p/%ff/edit",
        "/p/%ff/guests.csv",
        "/i/%ff",
        "/media/%ff/%fe.jpg",
        "/%ff",
        "/parties?tab=%ff&after=%fe",
        "/p/..",
        "/p/%2e%2e/edit",
        "/p/./guests/../../..",
    ] {
        let page = scene.ana.get(path).await;
        assert!(page.status.as_u16() < 500, "{path}: {}", page.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_for_no_party() {
    let mut scene = Scene::new().await;
    let (guest, post) = (scene.guest.to_string(), PostId::new().to_string());
    let text = [
        ("title", "Supper"),
        ("time_zone", "UTC"),
        ("first_entry", "2099-07-10T20:00"),
        ("username", "ana"),
        ("lines", "Cem"),
        ("name", "Cem"),
        ("note", "x"),
        ("confirmed", "1"),
        ("post", post.as_str()),
        ("text", "Hello"),
        ("reaction", "heart"),
        ("reason", "spam"),
    ];
    let takes_party = server::router::api_routes().into_iter().filter(|route| {
        let alone = ["parties/create", "parties/list", "parties/blank", "choices", "choose", "outbox", "kept"];
        let alone = alone.iter().any(|name| route.ends_with(name));
        let nouns = ["/api/parties/", "/api/hosts/", "/api/invites/", "/api/mail/", "/api/rsvps/", "/api/board/"];
        nouns.iter().any(|noun| route.starts_with(noun)) && !alone
    });
    for route in takes_party.collect::<Vec<_>>() {
        for party in ["x", "", "0", "null", &uuid::Uuid::now_v7().to_string()] {
            let fields: Vec<_> = [("party", party), ("invite", &guest)].into_iter().chain(text).collect();
            scene.refused(&route, &fields).await.is(400).reads("The request could not be read.");
        }
        let unknown = PartyId::new().to_string();
        let fields: Vec<_> = [("party", unknown.as_str()), ("invite", &guest)].into_iter().chain(text).collect();
        scene.refused(&route, &fields).await.is(404).reads("There is nothing at this address.");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_for_no_post() {
    let mut scene = Scene::new().await;
    let party = scene.party.to_string();
    let unknown = PostId::new().to_string();
    for verb in ["post", "to_edit", "edit", "delete", "react", "pin", "to_report", "report", "dismiss"] {
        let action = format!("/api/board/{verb}");
        for (post, status) in [("x", 400), ("", 400), ("null", 400), (&unknown, 404)] {
            let fields = [
                ("party", party.as_str()),
                ("post", post),
                ("text", "Hello"),
                ("reaction", "heart"),
                ("on", "1"),
                ("reason", "spam"),
            ];
            scene.refused(&action, &fields).await.is(status);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_for_no_guest_or_a_guest_of_another_party() {
    let mut scene = Scene::new().await;
    let other = a_party().by(&mut scene.ana).await;
    invite(&scene.site, &mut scene.ana, other, "Cem").await;
    let foreign = InviteId(rows::guest(&scene.site, other, "Cem").await.id).to_string();
    let (party, unknown) = (scene.party.to_string(), InviteId::new().to_string());
    for verb in ["one", "renew", "revoke", "remove", "note", "rename", "check_in", "answer_for"] {
        let action = format!("/api/invites/{verb}");
        for (invite, status) in [("x", 400), ("", 400), (&unknown, 404), (&foreign, 404)] {
            let fields =
                [("party", party.as_str()), ("invite", invite), ("name", "X"), ("answer", "no"), ("present", "1")];
            scene.refused(&action, &fields).await.is(status);
        }
    }
    scene.ana.get(&format!("/p/{party}/guests/{foreign}")).await.is(404).reads_not("Cem");
}
