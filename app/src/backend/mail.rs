//! Mails: written down with the change that causes them, sent by a job of their own, each cause once.
//!
//! Whoever has something to say builds a [`Letter`] and gives it to [`post`] in the transaction of its change. Where the
//! site sends no mail, nothing happens; pages that would promise one ask [`enabled`] first.
//!
//! ```ignore
//! let letter = Letter {
//!     paragraphs: vec!["Somebody wants to log in with this address.".to_owned()],
//!     button: Some(Button { label: "Log in".to_owned(), url }),
//!     ..Letter::new(MailKind::MagicLink, email, name, "Your link to log in", format!("magic_link {token_hash}"))
//! };
//! mail::post(ctx, write.txn(), letter).await?;
//! ```
//!
//! What a mail says is sealed in the database and goes when the mail is sent, so no token of a mail outlives it there.

pub mod digests;
pub mod guests;
pub mod languages;
pub mod ledger;
mod outbox;
mod post;
pub mod reminders;
pub mod seal;
pub mod send;
pub mod unsubscribe;

pub use outbox::{KeptMail, Outbox, kept, kept_one};
pub use post::{post, post_all};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Ctx;
use crate::domain::{language::Language, mail::MailKind, time::Millis, user::Email};

/// How this site sends mails, as far as use-cases need to know.
#[derive(Clone, Debug, Default)]
pub struct MailSetup {
    pub enabled: bool,
    /// Where mails stay while people work on the site.
    pub outbox: Option<Outbox>,
}

/// Whether this site sends mail at all.
pub fn enabled(ctx: &Ctx) -> bool {
    ctx.services.mail.enabled
}

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub kind: MailKind,
    /// In which it is written.
    #[serde(default)]
    pub language: Language,
    pub to: Email,
    pub to_name: String,
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// Names and values in a small table: when, where.
    pub facts: Vec<(String, String)>,
    pub button: Option<Button>,
    /// Whose name stands beside the site's as the sender.
    pub from_name: Option<String>,
    pub reply_to: Option<Email>,
    pub party: Option<Uuid>,
    pub invite: Option<Uuid>,
    /// The account that it is about.
    pub user: Option<Uuid>,
    /// What makes it necessary, in a few words with identifiers: the same cause never makes two mails. It may hold the
    /// hash of a token, never the token.
    pub cause: String,
    /// iCalendar text (RFC 5546), with the method in it.
    pub calendar: Option<String>,
    /// From when on its link works no more.
    #[serde(default)]
    pub expires_at: Option<Millis>,
}

/// Where the mail leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    /// Absolute.
    pub url: String,
}

impl Letter {
    /// A mail without content.
    pub fn new(
        kind: MailKind,
        to: Email,
        to_name: impl Into<String>,
        subject: impl Into<String>,
        cause: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            language: Language::default(),
            to,
            to_name: to_name.into(),
            subject: subject.into(),
            paragraphs: Vec::new(),
            facts: Vec::new(),
            button: None,
            from_name: None,
            reply_to: None,
            party: None,
            invite: None,
            user: None,
            cause: cause.into(),
            calendar: None,
            expires_at: None,
        }
    }
}
