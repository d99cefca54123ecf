//! The last mail about a party, to guests in whose calendars it stands. It is written in the transaction in which they or
//! the party go, and belongs to neither: nothing that is deleted takes it along.

use sea_orm::DatabaseTransaction;

use super::{
    Errand, address,
    letters::{Desk, to_come},
    recipients::{Recipient, recipients},
};
use crate::{
    backend::{
        Ctx,
        db::AT_ONCE,
        entities::parties,
        mail::{Letter, enabled, post_all, unsubscribe},
    },
    domain::{
        mail::{MailLine, MailState},
        rsvp::Answer,
    },
    error::Result,
};

/// Writes the mails of an errand that is a farewell, before anything is deleted; gives whether there are any (at most 4
/// queries, and 4 more for each 500 guests). There are none where the party is cancelled or over, and none to those who
/// want no mails about it.
pub async fn farewell(ctx: &Ctx, txn: &DatabaseTransaction, errand: &Errand, party: &parties::Model) -> Result<bool> {
    if !enabled(ctx) || !to_come(ctx, party) {
        return Ok(false);
    }
    let mut guests = recipients(txn, errand).await?;
    if guests.is_empty() {
        return Ok(false);
    }
    let actor = ctx.user.as_ref().map(|user| user.id);
    let desk = Desk::open(ctx, txn, errand, party.clone(), actor, &guests).await?;
    // What is turned off for a party goes with the party, so it counts now.
    let silent = unsubscribe::from_party(txn, errand.party()).await?;
    let wanted = |letter: &Letter| !silent.contains(&ctx.links().address_mark(letter.to.as_str()));
    // Whoever does it knows.
    let doer = desk.sender.as_ref().map(|host| host.id);
    guests.retain(|(invite, _)| invite.user_id.is_none() || invite.user_id != doer);
    let mut told = false;
    for some in guests.chunks(AT_ONCE) {
        let mut letters = desk.letters(some).await;
        letters.retain(wanted);
        told |= !letters.is_empty();
        post_all(ctx, txn, &letters).await?;
    }
    Ok(told)
}

/// Whether this guest gets such a mail when taken off the list, as far as these mails to them tell.
pub fn hears_of_the_end(ctx: &Ctx, party: &parties::Model, guest: &Recipient, mails: &[MailLine]) -> bool {
    let filled = |mail: &MailLine| mail.kind.fills_calendars() && mail.state == MailState::Sent;
    to_come(ctx, party) && guest.0.answer() != Answer::No && address(guest).is_some() && mails.iter().any(filled)
}
