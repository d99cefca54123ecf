//! Answers that come by mail, some of them late.

use super::{
    answer::{save, tell},
    places::{lock, window},
};
use crate::{
    backend::{
        Ctx, access,
        entities::{invites, parties},
        jobs,
        mail::guests::Errand,
        write::{Once, Write},
    },
    domain::{
        InviteId, PartyId, calendar,
        mail::words::Unheard,
        rsvp::{Answer, Message, Reply},
        time::{Millis, SECOND},
    },
    error::{AppError, Result},
};

/// The guest's own answer by a mail program. The guest brings as many as said before. Nothing where the guest has not seen
/// the time and place as they are now, or has said something else since. An answer that is not what it says is told the
/// guest by mail.
pub async fn answer_by_mail(ctx: &Ctx, party: PartyId, reply: &calendar::Reply) -> Result<Option<Answer>> {
    let write = match ctx.once(&format!("rsvps.answer_by_mail {party}")).await? {
        Once::Again(answer) => return Ok(answer),
        Once::First(write) => write,
    };
    lock(write.txn(), party).await?;
    let standing = access::standing(ctx, write.txn(), party).await?;
    let invite = standing.may_answer()?.clone();
    // Who sets the clock ahead gains nothing.
    let said_at = reply.said_at.min(ctx.now());
    let receipt = Receipt { ctx, party, invite: invite.id.into(), at: reply.said_at };
    // Mail programs tell moments in whole seconds.
    if invite.answered_at.is_some_and(|answered| said_at + SECOND <= answered) {
        return Ok(None);
    }
    // What was taken once may come again.
    let is_new = invite.answered_at.is_none_or(|answered| answered < said_at);
    let newest = standing.party.sequence;
    let oldest = newest - standing.party.withdrawn;
    if !(oldest..=newest).contains(&reply.sequence) {
        return match is_new && reply.sequence < oldest {
            true => receipt.instead(write, Unheard::Outdated).await,
            false => Ok(None),
        };
    }
    if let Err(closed) = window(&standing.party).check(ctx.now()) {
        if is_new {
            receipt.instead(write, Unheard::Closed).await?;
        }
        return Err(AppError::AnswersClosed(closed));
    }
    let before = invite.answer();
    let reply = as_typed(&standing.party, &invite, reply)?;
    let answer = save(ctx, write.txn(), &standing.party, invite, reply, said_at).await?;
    if answer == Answer::Waiting && before != answer {
        receipt.mail(&write, Unheard::Waiting).await?;
    }
    tell(ctx, write.txn(), party, Some(receipt.invite).filter(|_| answer != before)).await?;
    write.finish(Some(answer)).await
}

/// Tells the guest that the answer of a moment is not what it says.
struct Receipt<'a> {
    ctx: &'a Ctx,
    party: PartyId,
    invite: InviteId,
    at: Millis,
}

impl Receipt<'_> {
    async fn mail(&self, write: &Write, why: Unheard) -> Result<()> {
        let errand = Errand::Receipt { party: self.party, invite: self.invite, why, at: self.at };
        jobs::mail_guests(self.ctx, write.txn(), errand, self.ctx.now()).await
    }

    /// The same, where nothing else comes of the answer.
    async fn instead(&self, write: Write, why: Unheard) -> Result<Option<Answer>> {
        self.mail(&write, why).await?;
        write.finish(None).await
    }
}

fn as_typed(party: &parties::Model, invite: &invites::Model, reply: &calendar::Reply) -> Result<Reply> {
    let words = if reply.comment.is_empty() { invite.message.as_str() } else { reply.comment.as_str() };
    Ok(Reply {
        choice: reply.choice,
        plus_ones: invite.plus_ones.min(party.plus_ones),
        message: Message::parse(words).map_err(|problem| AppError::field("message", problem))?,
    })
}
