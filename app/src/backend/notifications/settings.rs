//! Of what somebody wants to hear.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    backend::{Ctx, entities::users, write::Once},
    domain::notification::{Kind, Muted},
    error::{AppError, Result},
};

/// All kinds, and whether I hear of them (1 query).
pub async fn settings(ctx: &Ctx) -> Result<Vec<(Kind, bool)>> {
    let me = users::Entity::find_by_id(ctx.user()?.id.0).one(ctx.db().read()).await?.ok_or(AppError::NotLoggedIn)?;
    let muted = Muted::parse(&me.muted_notifications);
    Ok(Kind::ALL.iter().map(|kind| (*kind, !muted.holds(*kind))).collect())
}

/// Keeps of what I do not want to hear from now on.
pub async fn change_settings(ctx: &Ctx, muted: &Muted) -> Result<()> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once("notifications.settings").await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    users::Entity::update_many()
        .col_expr(users::Column::MutedNotifications, Expr::value(muted.codes()))
        .filter(users::Column::Id.eq(me))
        .exec(write.txn())
        .await?;
    write.finish(()).await
}
