//! Deleting a party.

use sea_orm::ModelTrait;

use crate::{
    backend::{
        Ctx, access, album, board, events,
        mail::guests::{Errand, farewell},
        pictures, rsvps, webhooks,
        write::Once,
    },
    domain::{PartyId, Problem, live::Topic, text::clean},
    error::{AppError, Result},
};

/// Deletes the party with its guests, its board and its album, if its title was typed as it is. Guests in whose
/// calendars it stands are told by mail.
pub async fn delete(ctx: &Ctx, id: PartyId, typed_title: &str) -> Result<()> {
    let write = match ctx.once(&format!("parties.delete {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    // What others are just adding is there before, or not at all.
    rsvps::lock(write.txn(), id).await?;
    let standing = access::standing(ctx, write.txn(), id).await?;
    standing.may_own(ctx)?;
    if clean(typed_title) != standing.party.title {
        return Err(AppError::field("title", Problem::TypeTheTitle));
    }
    let mut shown = board::pictures_of(write.txn(), &[id.0]).await?;
    shown.extend(album::pictures_of(write.txn(), &[id.0]).await?);
    shown.extend(standing.party.cover_id);
    farewell(ctx, write.txn(), &Errand::Deleted { party: id }, &standing.party).await?;
    webhooks::forget_parties(write.txn(), &[id.0]).await?;
    standing.party.delete(write.txn()).await?;
    pictures::release(write.txn(), shown, ctx.now()).await?;
    events::emit(ctx, write.txn(), id, Topic::Party).await?;
    write.finish(()).await
}
