//! A site that sends mails to a server in this process.

use std::{sync::Arc, time::Duration};

use app::{
    backend::{
        entities::{jobs as jobs_table, mails, users},
        mail::Letter,
    },
    domain::{PartyId, mail::MailKind, user::Email},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use server::{config::MailWay, jobs, router::router};

use super::{Browser, Database, MailServer, Page, Site, a_party, a_person, rows};

/// The site, its mail server, and a party of Ana's, whose address is verified.
pub struct Mailing {
    pub site: Site,
    pub server: MailServer,
    pub ana: Browser,
    pub party: PartyId,
}

impl Mailing {
    pub async fn new() -> Self {
        Self::on(Database::Sqlite).await
    }

    pub async fn on(kind: Database) -> Self {
        Self::with(kind, &[]).await
    }

    pub async fn with(kind: Database, settings: &[(&str, &str)]) -> Self {
        let server = MailServer::start().await;
        let port = server.address.port().to_string();
        let common = [
            ("SOIREE_MAIL", "smtp"),
            ("SOIREE_MAIL_FROM", "Soirée <party@soiree.test>"),
            ("SOIREE_SMTP_HOST", "127.0.0.1"),
            ("SOIREE_SMTP_PORT", port.as_str()),
            ("SOIREE_SMTP_TLS", "none"),
        ];
        let settings: Vec<_> = common.iter().chain(settings).copied().collect();
        let mut site = Site::with(kind, &settings).await;
        impatient(&mut site);
        let mut ana = a_person(&site, "ana").await.browser;
        verify(&site, "ana").await;
        // What she got when she signed up is none of the mails that are looked at.
        let db = site.database.db.write();
        mails::Entity::delete_many().exec(db).await.expect("no mails");
        jobs_table::Entity::delete_many().exec(db).await.expect("no jobs");
        let party = a_party().with("address", "Sonnenallee 1").with("address_shown", "confirmed").by(&mut ana).await;
        Self { site, server, ana, party }
    }

    /// Does all jobs that are due.
    pub async fn send(&self) {
        jobs::drain(&self.site.state).await.expect("jobs");
    }

    /// Posts a form about the party as its host.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let party = self.party.to_string();
        let fields: Vec<_> = fields.iter().copied().chain([("party", party.as_str())]).collect();
        self.ana.post(path, &fields).await
    }

    /// Puts guests on the list; gives their tokens.
    pub async fn invite(&mut self, lines: &str) -> Vec<String> {
        super::invite(&self.site, &mut self.ana, self.party, lines).await
    }

    /// The same, and all of them get their invitations.
    pub async fn invite_by_mail(&mut self, lines: &str) -> Vec<String> {
        let tokens = self.invite(lines).await;
        self.post("/api/mail/invite_all", &[]).await.is(303);
        self.send().await;
        tokens
    }

    /// Sends the party's own form, with some fields replaced.
    pub async fn change_party(&mut self, replaced: &[(&str, &str)]) {
        let page = self.ana.get(&format!("/p/{}/edit", self.party)).await;
        let form = page.form("/api/parties/update");
        let kept = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let kept = kept.filter(|(name, _)| *name != "_key" && replaced.iter().all(|(other, _)| other != name));
        let fields: Vec<_> = kept.chain(replaced.iter().copied()).collect();
        self.ana.post("/api/parties/update", &fields).await.is(303);
    }

    /// Subjects of the mails to an address, the oldest first.
    pub fn subjects(&self, to: &str) -> Vec<String> {
        self.server.to(to).iter().map(super::Received::subject).collect()
    }
}

/// Servers that say nothing are given up soon.
fn impatient(site: &mut Site) {
    let mut mail = site.state.mail.as_ref().clone();
    if let MailWay::Smtp(smtp) = &mut mail.way {
        smtp.patience = Duration::from_millis(400);
    }
    let (_, transport) = server::mail::open(&mail);
    site.state.mail = Arc::new(mail);
    site.state.transport = transport;
    site.router = router(site.state.clone());
}

/// Somebody has shown that the address is theirs.
pub async fn verify(site: &Site, username: &str) {
    let id = rows::user(site, username).await.id;
    let row = users::ActiveModel { id: Set(id), email_verified_at: Set(Some(site.clock.now())), ..Default::default() };
    users::Entity::update(row).exec(site.database.db.write()).await.expect("an account");
}

/// All mails in the order in which they were written, but for those that greet new accounts.
pub async fn mail_rows(site: &Site) -> Vec<mails::Model> {
    let rows = mails::Entity::find().filter(mails::Column::Kind.ne(MailKind::Verify.code()));
    rows.order_by_asc(mails::Column::Id).all(site.database.db.read()).await.expect("a query")
}

/// A mail that somebody asked for.
pub fn a_letter(kind: MailKind, to: &str, cause: &str) -> Letter {
    let to = Email::parse(to).expect("an address");
    Letter { paragraphs: vec!["Hello".to_owned()], ..Letter::new(kind, to, "Somebody", "A mail", cause) }
}
