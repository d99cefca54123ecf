//! Reactions: one of each kind per person and post.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use uuid::Uuid;

use super::rows;
use crate::{
    backend::{
        Ctx, access,
        entities::{posts::Author, reactions},
        events,
    },
    domain::{PartyId, PostId, Problem, board::Reaction, live::Topic},
    error::{AppError, Result},
};

/// Sets one reaction of the viewer, or takes it back. What is so already stays so; this needs no key to happen once.
pub async fn react(ctx: &Ctx, party: PartyId, post: PostId, reaction: &str, on: bool) -> Result<()> {
    let txn = ctx.db().begin().await?;
    let standing = access::standing(ctx, &txn, party).await?;
    let author = standing.may_react(ctx)?;
    let post = rows::lock(ctx, &txn, party, post).await?.id;
    let kind = Reaction::ALL.iter().find(|known| known.code() == reaction);
    let kind = kind.ok_or_else(|| AppError::field("reaction", Problem::NotAChoice))?.code();
    if on {
        set(ctx, &txn, post, kind, author).await?;
    } else {
        reactions::Entity::delete_many()
            .filter(reactions::Column::PostId.eq(post))
            .filter(reactions::Column::Kind.eq(kind))
            .filter(access::by(author, reactions::Column::UserId, reactions::Column::InviteId))
            .exec(&txn)
            .await?;
    }
    events::emit(ctx, &txn, party, Topic::Board).await?;
    txn.commit().await?;
    ctx.services.signal.raise();
    Ok(())
}

async fn set(ctx: &Ctx, txn: &DatabaseTransaction, post: Uuid, kind: &str, author: Author) -> Result<()> {
    let row = reactions::ActiveModel {
        id: Set(Uuid::now_v7()),
        post_id: Set(post),
        kind: Set(kind.to_owned()),
        user_id: Set(author.user()),
        invite_id: Set(author.invite()),
        created_at: Set(ctx.now()),
    };
    let whose = author.column(reactions::Column::UserId, reactions::Column::InviteId);
    let key = [reactions::Column::PostId, reactions::Column::Kind, whose];
    let unless_there = OnConflict::columns(key).do_nothing_on(key).to_owned();
    match reactions::Entity::insert(row).on_conflict(unless_there).exec_without_returning(txn).await {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
