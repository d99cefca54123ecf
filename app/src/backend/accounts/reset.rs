//! A new password for whoever reads the mail of an account.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{mark_verified, new_hash};
use crate::{
    backend::{
        Ctx, api_tokens,
        entities::{identities, passkeys, users},
        notices,
        passkeys::without_second_factor,
        sessions, tokens,
        write::Once,
    },
    domain::{Form, token::TokenKind},
    error::Result,
};

/// Sets a new password by a mailed link, ends every session of the account, and removes its API tokens. Errors:
/// [`AppError::TokenGone`], and [`AppError::Invalid`] for a password that may not be had.
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
        take_over(txn, user.id).await?;
        mark_verified(ctx, txn, &user).await?;
    }
    tokens::end_ways_in(txn, user.id).await?;
    api_tokens::remove_all(txn, user.id).await?;
    sessions::delete_all(txn, user.id).await?;
    notices::password_changed(ctx, txn, &user).await?;
    write.finish(()).await
}

/// The hash of the new password, if it may be had and the link still works.
async fn checked(ctx: &Ctx, secret: &str, new: &str, repeat: &str) -> Result<String> {
    let (_, user) = tokens::look(ctx, ctx.db().read(), secret, &[TokenKind::Reset]).await?;
    new_hash(ctx, Form::default(), &user, new, repeat).await
}

/// Whoever made the account had not shown that the address is theirs: their other ways in end.
async fn take_over(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    passkeys::Entity::delete_many().filter(passkeys::Column::UserId.eq(user)).exec(txn).await?;
    identities::Entity::delete_many().filter(identities::Column::UserId.eq(user)).exec(txn).await?;
    without_second_factor(txn, user).await
}
