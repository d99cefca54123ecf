//! What hosts have sent to their guests.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{Errand, address};
use crate::{
    backend::{
        Ctx,
        entities::{mails, users},
        guests, jobs,
        mail::{enabled, ledger},
        people::hosted_by,
        write::{Once, Write},
    },
    domain::{InviteId, PartyId, Problem, mail::MessageForm, rsvp::Closed, time::DAY},
    error::{AppError, Result},
};

/// So many mails within a day concern the parties of one host; more would be no party.
const MOST_PER_DAY: u64 = 20_000;

/// Sends invitations to everybody on the list who got none yet and has an address.
pub async fn invite_all(ctx: &Ctx, party: PartyId) -> Result<()> {
    let Some(write) = begin(ctx, "mail.invite_all", party, true).await? else { return Ok(()) };
    jobs::mail_guests(ctx, write.txn(), Errand::Invite { party }, ctx.now()).await?;
    write.finish(()).await
}

/// Sends one guest the invitation, also once more. Errors: [`AppError::Invalid`] where the guest has no address.
pub async fn invite_one(ctx: &Ctx, party: PartyId, invite: InviteId) -> Result<()> {
    let Some(write) = begin(ctx, &format!("mail.invite_one {invite}"), party, true).await? else { return Ok(()) };
    has_address(ctx, write.txn(), party, invite).await?;
    let errand = Errand::InviteAgain { party, invite, id: Uuid::now_v7() };
    jobs::mail_guests(ctx, write.txn(), errand, ctx.now()).await?;
    write.finish(()).await
}

/// Tells one guest once more what did not arrive: that the party is cancelled, has changed or takes place after all.
/// Errors: [`AppError::Invalid`] where the guest has no address, [`AppError::NotFound`] where there is nothing to tell.
pub async fn send_again(ctx: &Ctx, party: PartyId, invite: InviteId) -> Result<()> {
    let Some(write) = begin(ctx, &format!("mail.send_again {invite}"), party, false).await? else { return Ok(()) };
    let about = guests::managed(ctx, write.txn(), party).await?.party;
    has_address(ctx, write.txn(), party, invite).await?;
    let mails = ledger::states(write.txn(), invite).await?;
    let what = ledger::to_tell_again(ctx, &about, mails).ok_or(AppError::NotFound)?;
    let errand = Errand::TellAgain { party, invite, what, id: Uuid::now_v7() };
    jobs::mail_guests(ctx, write.txn(), errand, ctx.now()).await?;
    write.finish(()).await
}

/// Errors: [`AppError::Invalid`] for a guest of the party to whom no mail can go.
async fn has_address<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, invite: InviteId) -> Result<()> {
    let guest = guests::find(ctx, db, party, invite).await?;
    let account = match guest.user_id {
        Some(user) => users::Entity::find_by_id(user).one(db).await?,
        None => None,
    };
    match address(&(guest, account)) {
        Some(_) => Ok(()),
        None => Err(AppError::field("email", Problem::Missing)),
    }
}

/// Sends guests what a host has written, by their answers.
pub async fn announce(ctx: &Ctx, party: PartyId, form: &MessageForm) -> Result<()> {
    let Some(write) = begin(ctx, "mail.announce", party, false).await? else { return Ok(()) };
    let (audience, message) = form.parse()?;
    let errand = Errand::Announce { party, audience, message: message.into(), id: Uuid::now_v7() };
    jobs::mail_guests(ctx, write.txn(), errand, ctx.now()).await?;
    write.finish(()).await
}

/// Asks those for an answer who have given none.
pub async fn nudge(ctx: &Ctx, party: PartyId) -> Result<()> {
    let Some(write) = begin(ctx, "mail.nudge", party, true).await? else { return Ok(()) };
    jobs::mail_guests(ctx, write.txn(), Errand::Nudge { party, at: ctx.now() }, ctx.now()).await?;
    write.finish(()).await
}

/// A write of somebody who manages the party, on a site that sends mails; nothing where it is a repeat. `to_come`: only
/// while the party is neither cancelled nor over.
async fn begin(ctx: &Ctx, purpose: &str, party: PartyId, to_come: bool) -> Result<Option<Write>> {
    ctx.user()?;
    let write = match ctx.once(&format!("{purpose} {party}")).await? {
        Once::Again(()) => return Ok(None),
        Once::First(write) => write,
    };
    let about = guests::managed(ctx, write.txn(), party).await?.party;
    if !enabled(ctx) {
        return Err(AppError::NotFound);
    }
    if sent_today(ctx, write.txn()).await? >= MOST_PER_DAY {
        return Err(AppError::TooMany { seconds: 3_600 });
    }
    if to_come && about.cancelled_at.is_some() {
        return Err(AppError::AnswersClosed(Closed::Cancelled));
    }
    if to_come && ctx.now() > about.last_entry {
        return Err(AppError::AnswersClosed(Closed::Over));
    }
    Ok(Some(write))
}

/// Mails about all parties that the viewer hosts, within a day (1 query).
async fn sent_today<C: ConnectionTrait>(ctx: &Ctx, db: &C) -> Result<u64> {
    let mails = mails::Entity::find()
        .filter(mails::Column::PartyId.in_subquery(hosted_by(ctx.user()?.id.0)))
        .filter(mails::Column::QueuedAt.gt(ctx.now() - DAY));
    Ok(mails.count(db).await?)
}
