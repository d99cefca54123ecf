//! The viewer and somebody else, about to change how they stand.

use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        entities::{blocks, follows, users},
    },
    domain::user::Username,
    error::{AppError, Result},
};

/// Two accounts that are locked, so that following and blocking happen one after the other.
pub struct Pair {
    pub me: Uuid,
    pub them: Uuid,
    pub username: String,
    /// The viewer blocked the other. (Who is blocked by the other gets no pair.)
    pub blocked: bool,
}

impl Pair {
    /// The viewer and the person of that name (4 queries). Who blocked the viewer is not there: [`AppError::NotFound`];
    /// with oneself nobody is a pair: [`AppError::Forbidden`].
    pub async fn lock(ctx: &Ctx, txn: &DatabaseTransaction, username: &str) -> Result<Self> {
        let me = ctx.user()?.id.0;
        let username = Username::parse(username).map_err(|_| AppError::NotFound)?;
        let them = users::Entity::find()
            .select_only()
            .column(users::Column::Id)
            .filter(users::Column::Username.eq(username.as_str()))
            .into_tuple::<Uuid>()
            .one(txn)
            .await?
            .ok_or(AppError::NotFound)?;
        if them == me {
            return Err(AppError::Forbidden);
        }
        // One by one and always in the same order, so that two such pairs never wait for each other.
        for id in [me.min(them), me.max(them)] {
            users::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(AppError::NotFound)?;
        }
        // Only now: what was decided while this waited counts.
        let between = Condition::any().add(block(me, them)).add(block(them, me));
        let blocks = blocks::Entity::find().filter(between).all(txn).await?;
        let blocked = blocks.iter().any(|block| block.blocker_id == me);
        if !blocked && !blocks.is_empty() {
            return Err(AppError::NotFound);
        }
        Ok(Self { me, them, username: username.as_str().to_owned(), blocked })
    }

    /// The same for what is not done with people whom the viewer blocked: they are not there either.
    pub async fn in_sight(ctx: &Ctx, txn: &DatabaseTransaction, username: &str) -> Result<Self> {
        let pair = Self::lock(ctx, txn, username).await?;
        if pair.blocked { Err(AppError::NotFound) } else { Ok(pair) }
    }

    /// The viewer follows the other.
    pub fn following(&self) -> Condition {
        follow(self.me, self.them)
    }

    /// One of them follows the other.
    pub fn either_follows(&self) -> Condition {
        Condition::any().add(self.following()).add(follow(self.them, self.me))
    }
}

fn block(blocker: Uuid, blocked: Uuid) -> Condition {
    Condition::all().add(blocks::Column::BlockerId.eq(blocker)).add(blocks::Column::BlockedId.eq(blocked))
}

fn follow(follower: Uuid, followed: Uuid) -> Condition {
    Condition::all().add(follows::Column::FollowerId.eq(follower)).add(follows::Column::FollowedId.eq(followed))
}
