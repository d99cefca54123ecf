//! The language of mails: the guest's.

use app::backend::entities::{mail_languages, webhooks};
use axum::{
    body::Body,
    http::{Method, header},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use crate::support::{Browser, Mailing, PASSWORD, Page, Site, a_person, rows, value};

/// Opens a page with a browser that asks for these languages.
async fn open(browser: &mut Browser, path: &str, languages: &str) -> Page {
    let request = browser.request(Method::GET, path).header(header::ACCEPT_LANGUAGE, languages);
    browser.send(request.body(Body::empty()).expect("a request")).await
}

async fn log_in(mailing: &Mailing, languages: &str) -> Browser {
    let mut browser = mailing.site.visitor();
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("login", "ana"), ("password", PASSWORD)])
        .finish();
    let request = browser.change("/api/accounts/log_in").header(header::ACCEPT_LANGUAGE, languages);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    browser.send(request.body(Body::from(form)).expect("a request")).await.is(303);
    browser
}

async fn announce(mailing: &mut Mailing) {
    mailing.post("/api/mail/announce", &[("audience", "all"), ("message", "Bring shoes")]).await.is(303);
    mailing.send().await;
}

/// Languages of the last mails to these addresses, as their headers tell them.
fn languages(mailing: &Mailing, to: &[&str]) -> Vec<String> {
    to.iter().map(|to| mailing.server.to(to).last().expect("a mail").header("Content-Language")).collect()
}

on_each_database! {
    async fn guests_read_mails_in_their_language(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        let tokens = mailing.invite_by_mail("Zoe <zoe@example.org>\nCem <cem@example.org>\nDora <dora@example.org>").await;
        for (token, accepted) in tokens.iter().zip(["de-AT,de;q=0.9,en;q=0.5", "fr", "ja"]) {
            open(&mut mailing.site.visitor(), &format!("/i/{token}"), accepted).await.is(303);
        }
        announce(&mut mailing).await;
        let all = ["zoe@example.org", "cem@example.org", "dora@example.org"];
        assert_eq!(languages(&mailing, &all), ["de", "fr", "en"]);
        let mail = mailing.server.to("zoe@example.org").pop().expect("a mail");
        assert_eq!(mail.subject(), "Summer on the roof: Nachricht von Ana");
        let text = mail.text();
        for words in ["Hallo Zoe,", "Wann: Freitag, 10. Juli 2099, 20:00 Uhr", "Gästeliste", "Keine solchen Mails mehr: http"] {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(mail.html().contains("<html lang=\"de\">"), "{}", mail.html());
        open(&mut mailing.site.visitor(), &format!("/i/{}", tokens[0]), "es").await.is(303);
        announce(&mut mailing).await;
        assert_eq!(languages(&mailing, &all[..1]), ["es"], "somebody may learn another one");
    }

    async fn who_has_not_come_yet_is_invited_in_the_words_of_the_host(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        log_in(&mailing, "es-MX").await;
        mailing.invite_by_mail("Zoe <zoe@example.org>").await;
        assert_eq!(mailing.subjects("zoe@example.org"), ["Ana te invita: Summer on the roof"]);
    }

    async fn what_somebody_chose_no_browser_changes(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        let token = mailing.invite_by_mail("Zoe <zoe@example.org>").await.remove(0);
        let (link, mut zoe) = (mailing.server.to("zoe@example.org")[0].link("/unsubscribe/"), mailing.site.visitor());
        let form = zoe.get(&link).await.is(200).form("/api/mail/choose");
        let secret = value(&form, "token").expect("a token").to_owned();
        zoe.post("/api/mail/choose", &[("token", &secret), ("language", "klingon")]).await.is(422);
        zoe.post("/api/mail/choose", &[("token", &secret), ("language", "fr")]).await.is(303);
        assert_eq!(value(&zoe.get(&link).await.form("/api/mail/choose"), "language"), Some("fr"));
        open(&mut zoe, &format!("/i/{token}"), "de").await.is(303);
        announce(&mut mailing).await;
        assert_eq!(languages(&mailing, &["zoe@example.org"]), ["fr"]);
    }

    async fn accounts_choose_their_language(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        let page = mailing.ana.get("/settings").await;
        page.is(200).reads("Language of the mails");
        let profile = |language| [("_page", "/settings"), ("display_name", "Ana"), ("language", language)];
        mailing.ana.post("/api/accounts/change_profile", &profile("klingon")).await.is(422);
        mailing.ana.post("/api/accounts/change_profile", &profile("fr")).await.is(303);
        log_in(&mailing, "de").await;
        mailing.ana.post("/api/links/ask_reset", &[("email", "ana@example.org")]).await.is(303);
        mailing.send().await;
        assert_eq!(mailing.subjects("ana@example.org"), ["Un nouveau mot de passe"]);
        // Whose address it is nobody knows.
        let mut bob = a_person(&mailing.site, "bob").await.browser;
        bob.get("/settings").await.is(200).reads_not("Language of the mails");
        let fields = [("display_name", "Bob"), ("language", "fr")];
        bob.post("/api/accounts/change_profile", &fields).await.is(303);
        let rows = mail_languages::Entity::find().all(mailing.site.database.db.read()).await.expect("a query");
        assert_eq!(rows.len(), 1, "{rows:?}");
    }

    /// So is what changes how to get in, with what reads along nevertheless.
    async fn owners_are_warned_in_their_language(site: Site) {
        let mut mailing = Mailing::on(site.database.kind).await;
        let profile = [("display_name", "Ana"), ("language", "de")];
        mailing.ana.post("/api/accounts/change_profile", &profile).await.is(303);
        let webhook = webhooks::ActiveModel {
            id: Set(Uuid::now_v7()),
            user_id: Set(rows::user(&mailing.site, "ana").await.id),
            url: Set("https://hook.example/a-secret".to_owned()),
            topics: Set("guests".to_owned()),
            created_at: Set(0),
            delivered_at: Set(None),
            paused_at: Set(None),
        };
        webhooks::Entity::insert(webhook).exec_without_returning(mailing.site.database.db.write()).await.expect("a row");
        let new = "two lamps and a chair";
        let fields = [("current_password", PASSWORD), ("new_password", new), ("repeat_password", new)];
        mailing.ana.post("/api/accounts/change_password", &fields).await.is(303);
        mailing.send().await;
        let mail = mailing.server.to("ana@example.org").pop().expect("a mail");
        assert_eq!((mail.subject().as_str(), mail.header("Content-Language").as_str()), ("Dein Passwort wurde geändert", "de"));
        let text = mail.text();
        assert!(text.contains("hook.example") && !text.contains("a-secret"), "{text}");
        assert!(text.contains("Warst du das nicht"), "{text}");
    }

    async fn accounts_have_a_language_as_long_as_they_are_there(site: Site) {
        let mailing = Mailing::on(site.database.kind).await;
        let mut ana = log_in(&mailing, "de").await;
        ana.post("/api/links/ask_reset", &[("email", "ana@example.org")]).await.is(303);
        mailing.send().await;
        assert_eq!(mailing.subjects("ana@example.org").last().map(String::as_str), Some("Ein neues Passwort"));
        let rows = mail_languages::Entity::find().all(mailing.site.database.db.read()).await.expect("a query");
        assert_eq!(rows.len(), 1);
        assert!(!format!("{rows:?}").contains("ana"), "nobody reads the address there");
        ana.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
        mailing.site.wait_hours(24 * 60);
        mailing.send().await;
        let rows = mail_languages::Entity::find().all(mailing.site.database.db.read()).await.expect("a query");
        assert!(rows.is_empty(), "{rows:?}");
    }
}
