//! A new password for whoever reads the mail of an account.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{mark_verified, new_hash, ways_in};
use crate::{
    backend::{Ctx, entities::users, notices, sessions, tokens, write::Once},
    domain::{Form, token::TokenKind},
    error::Result,
};

/// Sets a new password by a mailed link, and ends every session of the account and what else gets in or reads along.
/// Errors: [`AppError::TokenGone`], and [`AppError::Invalid`] for a password that may not be had.
///
/// [`AppError::TokenGone`]: crate::error::AppError::TokenGone
/// [`AppError::Invalid`]: crate::error::AppError::Invalid
pub async fn reset(ctx: &Ctx, secret: &str, new: &str, repeat: &str) -> Result<()> {
    let checked = checked(ctx, secret, new, repeat).await;
    let write = match ctx.once::<()>("accounts.reset").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    // Only now: for a repeat, the link is used up.
    let password_hash = checked?;
    let txn = write.txn();
    let (token, user) = tokens::take(ctx, txn, secret, &[TokenKind::Reset]).await?;
    users::Entity::update_many()
        .col_expr(users::Column::PasswordHash, Expr::value(password_hash))
        .filter(users::Column::Id.eq(user.id))
        .exec(txn)
        .await?;
    if token.email == user.email && user.email_verified_at.is_none() {
        ways_in::take_over(txn, user.id).await?;
        mark_verified(ctx, txn, &user).await?;
    }
    ways_in::end_known(txn, user.id).await?;
    sessions::delete_all(txn, user.id).await?;
    notices::password_changed(ctx, txn, &user).await?;
    write.finish(()).await
}

/// The hash of the new password, if it may be had and the link still works.
async fn checked(ctx: &Ctx, secret: &str, new: &str, repeat: &str) -> Result<String> {
    let (_, user) = tokens::look(ctx, ctx.db().read(), secret, &[TokenKind::Reset]).await?;
    new_hash(ctx, Form::default(), &user, new, repeat).await
}
