//! Making a party.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};
use uuid::Uuid;

use super::row::new;
use crate::{
    backend::{
        Ctx,
        entities::{hosts, parties},
        mail::reminders,
        pictures,
        write::Once,
    },
    domain::{PartyId, party::PartyDraft, picture::Purpose},
    error::Result,
};

/// Makes a party; whoever asks is its host.
pub async fn create(ctx: &Ctx, draft: PartyDraft) -> Result<PartyId> {
    let user = ctx.user()?.id;
    let write = match ctx.once("parties.create").await? {
        Once::Again(id) => return Ok(id),
        Once::First(write) => write,
    };
    if let Some(cover) = draft.cover {
        pictures::claim(write.txn(), cover, Purpose::Cover).await?;
    }
    let id = PartyId::new();
    let row = new(ctx, id, &draft);
    insert_hosted(ctx, write.txn(), row, id, user.0).await?;
    reminders::plan(ctx, write.txn(), id, draft.first_entry, &draft.time_zone).await?;
    write.finish(id).await
}

/// Adds a party with its host (2 queries).
pub(super) async fn insert_hosted(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    row: parties::ActiveModel,
    id: PartyId,
    user: Uuid,
) -> Result<()> {
    parties::Entity::insert(row).exec_without_returning(txn).await?;
    let host =
        hosts::ActiveModel { party_id: Set(id.0), user_id: Set(user), co_host: Set(false), created_at: Set(ctx.now()) };
    hosts::Entity::insert(host).exec_without_returning(txn).await?;
    Ok(())
}
