//! Blocking: from then on neither sees the other. What each query leaves out stands in `access`.

use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::pair::Pair;
use crate::{
    backend::{
        Ctx, album,
        entities::{blocks, follows},
        events, notifications,
        write::Once,
    },
    domain::live::Topic,
    error::Result,
};

/// Blocks somebody, who is not told; the two no longer follow each other, and neither is on the other's photos.
pub async fn block(ctx: &Ctx, username: &str) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("people.block {username}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let pair = Pair::lock(ctx, write.txn(), username).await?;
    let row = blocks::ActiveModel { blocker_id: Set(pair.me), blocked_id: Set(pair.them), created_at: Set(ctx.now()) };
    let key = [blocks::Column::BlockerId, blocks::Column::BlockedId];
    let unless_there = OnConflict::columns(key).do_nothing_on(key).to_owned();
    match blocks::Entity::insert(row).on_conflict(unless_there).exec_without_returning(write.txn()).await {
        Ok(_) | Err(DbErr::RecordNotInserted) => {}
        Err(error) => return Err(error.into()),
    }
    follows::Entity::delete_many().filter(pair.either_follows()).exec(write.txn()).await?;
    album::untag_each_other(write.txn(), pair.me, pair.them).await?;
    notifications::forget_each_other(write.txn(), pair.me, pair.them).await?;
    events::emit_to(ctx, write.txn(), [pair.me, pair.them], Topic::Blocks).await?;
    write.finish(()).await
}

/// Takes a block back; following does not come back with it. Who was not blocked is fine.
pub async fn unblock(ctx: &Ctx, username: &str) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("people.unblock {username}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let pair = Pair::lock(ctx, write.txn(), username).await?;
    blocks::Entity::delete_many()
        .filter(blocks::Column::BlockerId.eq(pair.me))
        .filter(blocks::Column::BlockedId.eq(pair.them))
        .exec(write.txn())
        .await?;
    events::emit_to(ctx, write.txn(), [pair.me, pair.them], Topic::Blocks).await?;
    write.finish(()).await
}
