//! One party as a file.

use super::event::event;
use crate::{
    backend::{Ctx, access},
    domain::{PartyId, calendar::Calendar},
    error::Result,
};

/// The calendar file of a party that the viewer may see (2 queries).
pub async fn party(ctx: &Ctx, id: PartyId) -> Result<Calendar> {
    let standing = access::standing(ctx, ctx.db().read(), id).await?;
    let sees_address = standing.sees_address();
    // Whoever keeps the file means to come.
    let events = vec![event(ctx.links(), standing.party, sees_address, true)];
    Ok(Calendar { events, ..Calendar::default() })
}
