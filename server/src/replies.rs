//! Answers that guests give with the buttons of their mail program: they come over HTTP, or lie in a mailbox.

mod hook;
mod message;

pub use hook::hook;

use app::{
    backend::calendar::{self, Outcome},
    error::AppError,
};

use crate::{
    again,
    mailbox::{self, Mailbox},
    state::AppState,
};

/// The largest mail that is read, in bytes.
pub const LARGEST: usize = 1_000_000;

/// Takes a mail as it came over the network. Errors are worth another try later.
pub async fn take(state: &AppState, mail: &[u8]) -> Result<Outcome, AppError> {
    let Some(message) = message::read(mail) else { return Ok(Outcome::Ignored("it holds no calendar")) };
    let ctx = state.command_ctx();
    let take = || calendar::take(&ctx, &message.addresses, &message.calendar);
    let result = again::settle(ctx.db().patience(), take).await;
    note(&result);
    result
}

/// Looks for answers into the mailbox of the settings, until the process ends.
pub async fn poll(state: AppState) {
    let mailbox = state.replies.mailbox.clone().map(|path| Mailbox::new(path, LARGEST));
    let state = &state;
    let take = move |mail: Vec<u8>| async move { take(state, &mail).await.map(|_| ()) };
    mailbox::poll("SOIREE_REPLY_MAILBOX", mailbox, take).await;
}

/// What became of it, without a word on whose it is.
fn note(result: &Result<Outcome, AppError>) {
    match result {
        Ok(Outcome::Answered(answer)) => tracing::info!(answer = answer.code(), "a guest has answered by mail"),
        Ok(Outcome::Ignored(reason)) => tracing::info!(reason, "a mail changes nothing"),
        Err(error) => tracing::warn!(%error, "a mail cannot be taken now"),
    }
}
