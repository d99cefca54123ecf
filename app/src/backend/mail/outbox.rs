//! The development outbox: mails that are kept for looking at instead of being sent.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    backend::Ctx,
    domain::{MailId, mail::OutboxMail},
    error::{AppError, Result},
};

/// The newest so many are kept.
const KEPT: usize = 500;

/// Mails in the memory of this process. A clone is the same outbox.
#[derive(Clone, Debug, Default)]
pub struct Outbox(Arc<Mutex<VecDeque<KeptMail>>>);

/// A mail as it would have gone out.
#[derive(Clone, Debug)]
pub struct KeptMail {
    pub mail: OutboxMail,
    /// As programs with HTML show it.
    pub html: String,
}

impl Outbox {
    /// Puts a mail in front of all others.
    pub fn keep(&self, mail: KeptMail) {
        let mut mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.push_front(mail);
        mails.truncate(KEPT);
    }

    /// The newest first, at most `limit`.
    pub fn newest(&self, limit: usize) -> Vec<OutboxMail> {
        let mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.iter().take(limit).map(|kept| kept.mail.clone()).collect()
    }

    /// One of those that are kept.
    pub fn find(&self, id: MailId) -> Option<KeptMail> {
        let mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.iter().find(|kept| kept.mail.id == id).cloned()
    }
}

/// So many are shown.
const SHOWN: usize = 100;

/// What the outbox holds, the newest first. Errors: [`AppError::NotFound`] where there is none.
pub fn kept(ctx: &Ctx) -> Result<Vec<OutboxMail>> {
    Ok(outbox(ctx)?.newest(SHOWN))
}

/// One mail of the outbox.
pub fn kept_one(ctx: &Ctx, id: MailId) -> Result<KeptMail> {
    outbox(ctx)?.find(id).ok_or(AppError::NotFound)
}

fn outbox(ctx: &Ctx) -> Result<&Outbox> {
    ctx.services.mail.outbox.as_ref().ok_or(AppError::NotFound)
}
