//! Answering: by the guest, by the host for a guest, and by a stranger with the public link.

use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use super::places::{Others, fill_free_places, lock, others, window};
use crate::{
    backend::{
        Ctx, access,
        entities::{invites, parties},
        events,
        invites::new_guest,
        jobs,
        notifications::Cause,
        webhooks::{self, News},
        write::Once,
    },
    domain::{
        InviteId, PartyId, Problem,
        invite::{GuestName, MAX_GUESTS},
        live::Topic,
        rsvp::{Answer, AnswerForm, Choice, People, Reply, decide},
        time::Millis,
    },
    error::{AppError, Result},
};

/// The viewer's own answer to an invitation.
pub async fn answer(ctx: &Ctx, party: PartyId, form: &AnswerForm) -> Result<Answer> {
    let write = match ctx.once(&format!("rsvps.answer {party}")).await? {
        Once::Again(answer) => return Ok(answer),
        Once::First(write) => write,
    };
    lock(write.txn(), party).await?;
    let standing = access::standing(ctx, write.txn(), party).await?;
    let invite = standing.may_answer()?.clone();
    window(&standing.party).check(ctx.now()).map_err(AppError::AnswersClosed)?;
    let reply = form.parse(standing.party.plus_ones)?;
    let (id, before) = (InviteId(invite.id), invite.answer());
    let answer = save(ctx, write.txn(), &standing.party, invite, reply, ctx.now()).await?;
    tell(ctx, write.txn(), party, Some(id).filter(|_| answer != before)).await?;
    write.finish(answer).await
}

/// Open pages show the answer, and hosts hear of the guest who has another one than before.
pub(super) async fn tell(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    party: PartyId,
    changed: Option<InviteId>,
) -> Result<()> {
    if let Some(guest) = changed {
        let by = ctx.user.is_none().then_some(guest);
        jobs::notify(ctx, txn, Cause::Answered { party, by }).await?;
    }
    events::emit(ctx, txn, party, Topic::Answers).await
}

/// A host's answer for a guest, also after the deadline.
pub async fn answer_for(ctx: &Ctx, party: PartyId, invite: InviteId, form: &AnswerForm) -> Result<Answer> {
    let write = match ctx.once(&format!("rsvps.answer_for {invite}")).await? {
        Once::Again(answer) => return Ok(answer),
        Once::First(write) => write,
    };
    lock(write.txn(), party).await?;
    let standing = access::standing(ctx, write.txn(), party).await?;
    standing.may_manage(ctx)?;
    let seen = access::seen(ctx, invites::Column::UserId);
    let invite = invites::Entity::find_by_id(invite.0).filter(seen).one(write.txn()).await?;
    let invite = invite.filter(|invite| invite.party_id == party.0).ok_or(AppError::NotFound)?;
    let reply = form.parse(standing.party.plus_ones)?;
    let answer = save(ctx, write.txn(), &standing.party, invite, reply, ctx.now()).await?;
    tell(ctx, write.txn(), party, None).await?;
    write.finish(answer).await
}

/// A stranger with the public link puts themselves on the list. The second value is the token of their own link.
pub async fn join(ctx: &Ctx, party: PartyId, name: &str, form: &AnswerForm) -> Result<(Answer, Option<String>)> {
    let write = match ctx.once::<(Answer, InviteId)>(&format!("rsvps.join {party}")).await? {
        Once::Again((answer, id)) => return Ok((answer, own_token(ctx, id))),
        Once::First(write) => write,
    };
    lock(write.txn(), party).await?;
    let standing = access::standing(ctx, write.txn(), party).await?;
    standing.may_join()?;
    window(&standing.party).check(ctx.now()).map_err(AppError::AnswersClosed)?;
    let reply = form.parse(standing.party.plus_ones)?;
    check_room_on_list(write.txn(), party).await?;
    let id = InviteId::new();
    let guest = joining_guest(ctx, party, id, name)?;
    invites::Entity::insert(guest).exec_without_returning(write.txn()).await?;
    let invite = invites::Entity::find_by_id(id.0).one(write.txn()).await?.ok_or(AppError::Internal)?;
    webhooks::announce(ctx, write.txn(), party, News::GuestsAdded { invites: vec![id] }).await?;
    let answer = save(ctx, write.txn(), &standing.party, invite, reply, ctx.now()).await?;
    tell(ctx, write.txn(), party, Some(id)).await?;
    let (answer, id) = write.finish((answer, id)).await?;
    Ok((answer, own_token(ctx, id)))
}

/// Accounts need no personal link to come back.
fn own_token(ctx: &Ctx, id: InviteId) -> Option<String> {
    ctx.user.is_none().then(|| ctx.links().token(id, 0))
}

async fn check_room_on_list(txn: &DatabaseTransaction, party: PartyId) -> Result<()> {
    let listed = invites::Entity::find().filter(invites::Column::PartyId.eq(party.0)).count(txn).await?;
    let full = listed >= MAX_GUESTS as u64;
    if full { Err(AppError::field("name", Problem::GuestListFull { max: MAX_GUESTS })) } else { Ok(()) }
}

fn joining_guest(ctx: &Ctx, party: PartyId, id: InviteId, name: &str) -> Result<invites::ActiveModel> {
    let name = match &ctx.user {
        Some(user) => user.name.clone(),
        None => GuestName::parse(name).map_err(|problem| AppError::field("name", problem))?.into(),
    };
    let account = ctx.user.as_ref().map(|user| user.id.0);
    let guest = new_guest(ctx, party, id, name, None, account);
    Ok(invites::ActiveModel { opened_at: Set(Some(ctx.now())), ..guest })
}

/// Who has a place and wants to bring more people than fit keeps what they have: how many more there is room for.
fn room_missing(capacity: Option<People>, taken: People, invite: &invites::Model, people: People) -> Option<People> {
    let room = capacity? - taken;
    (people > room && people > invite.people()).then(|| (room - invite.people()).max(0))
}

/// Decides and writes an answer that was given at `said_at`. The party is locked.
pub(super) async fn save(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    party: &parties::Model,
    invite: invites::Model,
    reply: Reply,
    said_at: Millis,
) -> Result<Answer> {
    let others = others(txn, PartyId(party.id), Some(invite.id)).await?;
    settle(ctx, txn, party, invite, reply, others, said_at).await
}

/// [`answer`] as it would be without the lock: it looks at the others before its transaction begins.
/// Only for the test that shows what the lock is good for.
#[doc(hidden)]
pub async fn answer_unlocked(ctx: &Ctx, party: PartyId, form: &AnswerForm) -> Result<Answer> {
    let standing = access::standing(ctx, ctx.db().read(), party).await?;
    let invite = standing.may_answer()?.clone();
    let reply = form.parse(standing.party.plus_ones)?;
    let others = others(ctx.db().read(), party, Some(invite.id)).await?;
    let txn = ctx.db().begin().await?;
    let answer = settle(ctx, &txn, &standing.party, invite, reply, others, ctx.now()).await?;
    txn.commit().await?;
    Ok(answer)
}

/// Writes what a reply leads to while the others stand so; what it frees goes to the waitlist.
async fn settle(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    party: &parties::Model,
    invite: invites::Model,
    reply: Reply,
    others: Others,
    said_at: Millis,
) -> Result<Answer> {
    let before = invite.answer();
    let had_place = before == Answer::Yes;
    let people = 1 + People::from(reply.plus_ones);
    if had_place
        && reply.choice == Choice::Yes
        && let Some(left) = room_missing(party.capacity, others.taken, &invite, people)
    {
        return Err(AppError::field("plus_ones", Problem::NotEnoughPlaces { left }));
    }
    let others_wait = others.last_queued.is_some();
    let answer = decide(reply.choice, people, party.capacity, others.taken, had_place, others_wait);
    let keeps_turn = before == Answer::Waiting && people <= invite.people();
    let queued_at = match answer {
        Answer::Waiting if keeps_turn => invite.queued_at,
        Answer::Waiting => Some(behind(others.last_queued, ctx.now())),
        _ => None,
    };
    let row = invites::ActiveModel {
        id: Set(invite.id),
        answer: Set(answer.code().to_owned()),
        plus_ones: Set(reply.plus_ones),
        message: Set(reply.message.into()),
        answered_at: Set(Some(said_at)),
        queued_at: Set(queued_at),
        moved_up_at: Set(if answer == Answer::Yes { invite.moved_up_at } else { None }),
        ..Default::default()
    };
    invites::Entity::update(row).exec(txn).await?;
    webhooks::announce(ctx, txn, PartyId(party.id), News::Answered { invites: vec![invite.id.into()] }).await?;
    if had_place || before == Answer::Waiting {
        fill_free_places(ctx, txn, PartyId(party.id)).await?;
    }
    let now = invites::Entity::find_by_id(invite.id).one(txn).await?.ok_or(AppError::NotFound)?;
    Ok(now.answer())
}

/// The end of the waitlist: also for two who come in the same millisecond, and where the clocks of two instances differ.
fn behind(last: Option<Millis>, now: Millis) -> Millis {
    last.map_or(now, |last| now.max(last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_waitlist_is_behind_everybody() {
        assert_eq!(behind(None, 100), 100);
        assert_eq!(behind(Some(90), 100), 100);
        assert_eq!(behind(Some(100), 100), 101);
        assert_eq!(behind(Some(500), 100), 501);
    }
}
