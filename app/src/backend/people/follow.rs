//! Following, which needs nobody's leave.

use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::pair::Pair;
use crate::{
    backend::{Ctx, entities::follows, jobs, notifications::Cause, write::Once},
    error::Result,
};

/// The viewer follows somebody; who does already goes on. The answer is the username.
pub async fn follow(ctx: &Ctx, username: &str) -> Result<String> {
    ctx.user()?;
    let write = match ctx.once(&format!("people.follow {username}")).await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let pair = Pair::in_sight(ctx, write.txn(), username).await?;
    let row =
        follows::ActiveModel { follower_id: Set(pair.me), followed_id: Set(pair.them), created_at: Set(ctx.now()) };
    let key = [follows::Column::FollowerId, follows::Column::FollowedId];
    let unless_there = OnConflict::columns(key).do_nothing_on(key).to_owned();
    match follows::Entity::insert(row).on_conflict(unless_there).exec_without_returning(write.txn()).await {
        Ok(_) => jobs::notify(ctx, write.txn(), Cause::Followed { followed: pair.them.into() }).await?,
        Err(DbErr::RecordNotInserted) => {}
        Err(error) => return Err(error.into()),
    }
    write.finish(pair.username).await
}

/// The viewer no longer follows somebody; who does not is fine. The answer is the username.
pub async fn unfollow(ctx: &Ctx, username: &str) -> Result<String> {
    ctx.user()?;
    let write = match ctx.once(&format!("people.unfollow {username}")).await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let pair = Pair::in_sight(ctx, write.txn(), username).await?;
    follows::Entity::delete_many().filter(pair.following()).exec(write.txn()).await?;
    write.finish(pair.username).await
}
