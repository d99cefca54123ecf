//! What every change of a party begins with.

use sea_orm::DatabaseTransaction;

use crate::{
    backend::{Ctx, access, entities::parties, rsvps},
    domain::PartyId,
    error::Result,
};

/// The party, for those who manage it; nobody else changes it until the transaction ends (2 queries).
pub(super) async fn locked(ctx: &Ctx, txn: &DatabaseTransaction, id: PartyId) -> Result<parties::Model> {
    // All of it, also what of it the viewer must not see.
    let party = rsvps::lock(txn, id).await?;
    access::standing(ctx, txn, id).await?.may_manage(ctx)?;
    Ok(party)
}
