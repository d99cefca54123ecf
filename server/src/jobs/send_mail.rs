//! Hands one mail to the mail server. Mails that are refused for good are noted and done with; for the others the job is
//! tried again later, so a wrong address holds up nobody.

use anyhow::{Result, bail};
use app::{
    backend::{
        Ctx,
        jobs::{self, Claimed},
        mail::send,
    },
    domain::{MailId, mail::MailState},
    error::AppError,
};

use crate::{again, mail::Failure, state::AppState};

pub async fn run(state: &AppState, claimed: &Claimed, id: MailId) -> Result<()> {
    let ctx = state.command_ctx();
    let Some(transport) = &state.transport else { bail!("this process sends no mails (SOIREE_MAIL)") };
    let Some(mail) = send::prepare(&ctx, id).await? else { return Ok(end(&ctx, claimed, id, None).await?) };
    let handed_over = transport.send(&mail).await;
    state.metrics.mail(handed_over.is_ok());
    let failure = match handed_over {
        Ok(()) => return Ok(end(&ctx, claimed, id, Some((MailState::Sent, String::new()))).await?),
        Err(failure) => failure,
    };
    match failure {
        Failure::Refused(reason) => Ok(end(&ctx, claimed, id, Some((MailState::Refused, reason))).await?),
        Failure::Later(reason) if claimed.is_last_try() => {
            let reason = format!("Given up after {} tries. {reason}", jobs::ATTEMPTS);
            Ok(end(&ctx, claimed, id, Some((MailState::Refused, reason))).await?)
        }
        Failure::Later(reason) => {
            send::delayed(ctx.db().write(), id, &reason).await?;
            // What servers say may hold addresses, which are no business of logs.
            bail!("the mail server did not take the mail now")
        }
    }
}

/// Notes what became of the mail, and that the job is done, both or none.
async fn end(ctx: &Ctx, claimed: &Claimed, id: MailId, became: Option<(MailState, String)>) -> Result<(), AppError> {
    again::settle(ctx.db().patience(), || end_once(ctx, claimed, id, became.as_ref())).await
}

async fn end_once(
    ctx: &Ctx,
    claimed: &Claimed,
    id: MailId,
    became: Option<&(MailState, String)>,
) -> Result<(), AppError> {
    let txn = ctx.db().begin().await?;
    match became {
        Some((MailState::Sent, _)) => send::sent(ctx, &txn, id).await?,
        Some((state, reason)) => send::settle(ctx, &txn, id, *state, reason).await?,
        None => {}
    }
    // Another process may have begun the job meanwhile; what has become of the mail is true all the same.
    jobs::done(&txn, claimed).await?;
    txn.commit().await?;
    // Of what was sent nobody waits to hear; thousands of such words would keep everybody busy.
    if became.is_some_and(|(state, _)| *state != MailState::Sent) {
        ctx.services.signal.raise();
    }
    Ok(())
}
