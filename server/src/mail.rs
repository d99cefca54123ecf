//! Mail on its way out: rendered, and handed to a mail server or kept in the development outbox.

mod bounces;
mod hooks;
mod layout;
mod message;
mod outbox;
mod smtp;
mod unsubscribe;

pub use bounces::{Bounce, read as read_bounce};
pub use hooks::{LARGEST as LARGEST_HOOK, SIGNATURE, bounced, refusal, sign};
pub use message::Sender;
pub use outbox::show;
pub use unsubscribe::one_click;

use std::sync::Arc;

use app::{
    backend::mail::{
        MailSetup, Outbox,
        send::{self, ToSend},
    },
    error::AppError,
};
use async_trait::async_trait;

use self::{outbox::Kept, smtp::SmtpTransport};
use crate::{
    config::{Mail, MailWay},
    mailbox::{self, Mailbox},
    state::AppState,
};

/// Reports are short; what is longer, in bytes, is something else.
const LARGEST_REPORT: usize = 4_000_000;

/// Something that takes mails.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Hands the mail over; only then it counts as sent.
    async fn send(&self, mail: &ToSend) -> Result<(), Failure>;

    /// Whether mails would be taken now; if not, why.
    async fn check(&self) -> Result<(), String>;
}

/// Why a mail was not taken, in words for hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// For good, because of this mail or its address.
    Refused(String),
    /// For now: the same mail may be taken later.
    Later(String),
}

/// How the site sends mails: what use-cases know of it, and what does it. Nothing where it sends none.
pub fn open(config: &Mail) -> (MailSetup, Option<Arc<dyn Transport>>) {
    let sender = Sender { from: config.from.clone(), return_path: config.return_path.clone() };
    match &config.way {
        MailWay::None => (MailSetup::default(), None),
        MailWay::Outbox => {
            let outbox = Outbox::default();
            let setup = MailSetup { enabled: true, outbox: Some(outbox.clone()) };
            (setup, Some(Arc::new(Kept { outbox, sender })))
        }
        MailWay::Smtp(smtp) => {
            let setup = MailSetup { enabled: true, outbox: None };
            (setup, Some(Arc::new(SmtpTransport::new(smtp, sender))))
        }
    }
}

/// Looks for mails that came back into the mailbox of the settings, until the process ends.
pub async fn poll(state: AppState) {
    let mailbox = state.mail.bounces.clone().map(|path| Mailbox::new(path, LARGEST_REPORT));
    let state = &state;
    mailbox::poll("SOIREE_MAIL_BOUNCES", mailbox, move |mail| note_report(state, mail)).await;
}

/// Notes that a mail came back, if that is what the report says.
pub async fn note_report(state: &AppState, report: Vec<u8>) -> Result<(), AppError> {
    let Some(bounce) = bounces::read(&report) else { return Ok(()) };
    let noted = send::bounced(&state.command_ctx(), &bounce.message_key, &bounce.reason).await;
    noted.map(|_| ()).inspect_err(|error| tracing::warn!(%error, "a mail that came back could not be noted"))
}
