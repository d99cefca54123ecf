//! Answers that mail programs send. Whoever knows the guest's own address for answers and writes as that guest is the
//! guest, as with a personal link; everything else changes nothing.

use std::sync::Arc;

use sea_orm::EntityTrait;

use super::event::uid;
use crate::{
    backend::{
        Ctx,
        ctx::RequestFacts,
        entities::{invites, users},
        links::{self, Links},
        rsvps,
    },
    domain::{InviteId, PartyId, calendar::Reply, rsvp::Answer},
    error::{AppError, Result},
};

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Answered(Answer),
    /// It changed nothing; why, for those who look after the site.
    Ignored(&'static str),
}

/// Takes an answer: `addresses` is where the mail went, `calendar` its calendar part. It goes the way of an answer on the
/// page, with its deadline, its places and its waitlist. Errors are worth another try.
pub async fn take(ctx: &Ctx, addresses: &str, calendar: &str) -> Result<Outcome> {
    let Some(reply) = Reply::read(calendar) else { return Ok(Outcome::Ignored("it is no answer to an invitation")) };
    let tags = ctx.links().reply_tags(&format!("{addresses}\n{}", reply.organizer));
    let Some(tag) = tags.first() else { return Ok(Outcome::Ignored("it went to no guest's address")) };
    let Some(invite) = proven(ctx, tag, &reply).await? else {
        return Ok(Outcome::Ignored("it is not from the guest to whom the address belongs"));
    };
    let party = PartyId(invite.party_id);
    match rsvps::answer_by_mail(&as_guest(ctx, &invite), party, &reply).await {
        Ok(Some(answer)) => Ok(Outcome::Answered(answer)),
        Ok(None) => Ok(Outcome::Ignored("it is older than the party's time and place, or than the guest's answer")),
        Err(AppError::AnswersClosed(_)) => Ok(Outcome::Ignored("the party takes no answers now")),
        Err(AppError::Invalid(_)) => Ok(Outcome::Ignored("there is no room for so many")),
        Err(AppError::NotFound | AppError::Forbidden) => Ok(Outcome::Ignored("the guest is off the list")),
        Err(error) => Err(error),
    }
}

/// The invitation, if tag, event and sender all are its own (1 query).
async fn proven(ctx: &Ctx, tag: &str, reply: &Reply) -> Result<Option<invites::Model>> {
    let Some(id) = Links::invite_in_tag(tag) else { return Ok(None) };
    let found = invites::Entity::find_by_id(id.0).find_also_related(users::Entity).one(ctx.db().read()).await?;
    let Some((invite, account)) = found else { return Ok(None) };
    // Hashed first, so that the time it takes tells nothing of the tag.
    let tagged = links::hash(&ctx.links().reply_tag(id, invite.generation)) == links::hash(tag);
    let account = account.filter(|account| account.email_verified_at.is_some()).map(|account| account.email);
    let theirs = [&invite.email, &account].into_iter().flatten().any(|known| known.to_lowercase() == reply.address);
    let mine = tagged && theirs && invite.token_hash.is_some() && uid(invite.party_id) == reply.uid.to_lowercase();
    Ok(mine.then_some(invite))
}

/// The guest, as if the personal link had been opened.
fn as_guest(ctx: &Ctx, invite: &invites::Model) -> Ctx {
    let token = ctx.links().token(InviteId(invite.id), invite.generation);
    let facts =
        RequestFacts { key: None, guest_of: vec![(PartyId(invite.party_id), token)], ..ctx.facts.as_ref().clone() };
    Ctx { user: None, facts: Arc::new(facts), ..ctx.clone() }
}
