//! A site without mail: everything works by links, and no page promises a mail.

use app::{
    backend::{
        entities::{jobs, mails, passkeys},
        mail::post,
    },
    domain::mail::MailKind,
};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::guest;
use crate::support::{Browser, PASSWORD, Site, a_guest, a_letter, a_party, a_person, invite, rows, verify};

async fn promises_nothing(browser: &mut Browser, path: &str) {
    let words = browser.get(path).await.is(200).words().to_lowercase();
    let promises = words.replace("e-mail", "").replace("this site sends no mail", "");
    assert!(!promises.contains("mail"), "{path}: {words}");
}

/// Gives somebody a passkey that nobody can use.
async fn a_passkey(site: &Site, username: &str) {
    let row = passkeys::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(rows::user(site, username).await.id),
        credential_hash: Set("f".to_owned()),
        name: Set("Phone".to_owned()),
        credential: Set("{}".to_owned()),
        created_at: Set(site.clock.now()),
        used_at: Set(None),
    };
    passkeys::Entity::insert(row).exec_without_returning(site.database.db.write()).await.expect("a passkey");
}

on_each_database! {
    async fn everything_works_and_nothing_is_queued(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        verify(&site, "ana").await;
        let party = a_party().with("capacity", "1").by(&mut ana).await;
        let tokens = invite(&site, &mut ana, party, "Zoe <zoe@example.org>\nCem <cem@example.org>").await;
        let id = party.to_string();
        for (token, answer) in [(&tokens[0], "yes"), (&tokens[1], "yes"), (&tokens[0], "no")] {
            let mut guest = a_guest(&site, token).await;
            guest.post("/api/rsvps/answer", &[("party", &id), ("answer", answer)]).await.is(303);
        }
        ana.post("/api/parties/cancel", &[("party", &id)]).await.is(303);
        ana.post("/api/parties/revive", &[("party", &id)]).await.is(303);
        let zoe = guest(&site, party, "Zoe").await;
        for (verb, status) in [("desk", 404), ("invite_all", 404), ("nudge", 404), ("reminders", 404)] {
            ana.post(&format!("/api/mail/{verb}"), &[("party", &id)]).await.is(status);
        }
        ana.post("/api/mail/invite_one", &[("party", &id), ("invite", &zoe)]).await.is(404);
        ana.post("/api/mail/announce", &[("party", &id), ("audience", "all"), ("message", "Hi")]).await.is(404);
        let ctx = site.state.command_ctx();
        post(&ctx, site.database.db.write(), a_letter(MailKind::Reset, "zoe@example.org", "reset 1")).await.expect("nothing");
        server::housekeeping::once(&site.state).await.expect("housekeeping");
        let db = site.database.db.read();
        assert_eq!(mails::Entity::find().count(db).await.expect("a query"), 0);
        let kinds: Vec<String> = jobs::Entity::find().all(db).await.expect("a query").into_iter().map(|job| job.kind).collect();
        assert!(kinds.iter().all(|kind| !kind.contains("mail")), "{kinds:?}");

        for path in ["", "/edit", "/cancel", "/guests", "/guests/add", "/hosts"].map(|page| format!("/p/{party}{page}")) {
            let page = ana.get(&path).await;
            page.is(200).reads_not("by mail").reads_not("get a mail").reads_not("Send invitation");
            assert!(page.links(&format!("/p/{party}/mail")).is_empty(), "{path}");
        }
        ana.get(&format!("/p/{party}/guests/{zoe}")).await.is(200).says(&tokens[0]).reads_not("Send invitation");
        ana.get(&format!("/p/{party}/mail")).await.is(404);
    }

    /// On pages about accounts mails are spoken of where they are said not to come, and nowhere else.
    async fn no_page_about_accounts_promises_one(site: Site) {
        for path in ["/login", "/login/reset", "/login/link", "/login/passkey", "/signup"] {
            promises_nothing(&mut site.visitor(), path).await;
        }
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        invite(&site, &mut ana, party, "Zoe <zoe@example.org>").await;
        let pages = ana.get("/settings").await.is(200).links("href=\"/settings");
        assert!(pages.len() >= 12, "{pages:?}");
        for path in &pages {
            promises_nothing(&mut ana, path).await;
        }
        // Some say more of an address that is verified, and of a second step.
        verify(&site, "ana").await;
        a_passkey(&site, "ana").await;
        ana.post("/api/passkeys/second_factor", &[("on", "true"), ("password", PASSWORD)]).await.is(303);
        for path in &pages {
            promises_nothing(&mut ana, path).await;
        }
    }
}
