//! What every change of a party begins with.

use sea_orm::DatabaseTransaction;

use crate::{
    backend::{Ctx, access, entities::parties, rsvps},
    domain::PartyId,
    error::Result,
};

/// The party, for those who manage it, and whether they see its cover; nobody else changes it until the transaction ends (2
/// queries).
pub(super) async fn locked(ctx: &Ctx, txn: &DatabaseTransaction, id: PartyId) -> Result<(parties::Model, bool)> {
    // All of it, also what of it the viewer must not see.
    let party = rsvps::lock(txn, id).await?;
    let standing = access::standing(ctx, txn, id).await?;
    standing.may_manage(ctx)?;
    let sees_cover = standing.party.cover_id == party.cover_id;
    Ok((party, sees_cover))
}
