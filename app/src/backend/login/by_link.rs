//! Logging in by a mailed link.

use crate::{
    backend::{Ctx, accounts, entities::users, tokens, write::Once},
    domain::{UserId, time::Millis, token::TokenKind},
    error::{AppError, Result},
};

/// How long the second of two taps gets in with the first one.
pub const SAME_TAP: Millis = 60_000;

/// Whose link it is, which is used up by that. Errors: [`AppError::TokenGone`].
pub async fn by_link(ctx: &Ctx, secret: &str) -> Result<users::Model> {
    let write = match ctx.once::<(UserId, Millis)>("login.by_link").await? {
        Once::Again((user, since)) if ctx.now() - since <= SAME_TAP => return accounts::find(ctx, user).await,
        Once::Again(_) => return Err(AppError::TokenGone),
        Once::First(write) => write,
    };
    let (token, user) = tokens::take(ctx, write.txn(), secret, &[TokenKind::MagicLink]).await?;
    if token.email != user.email {
        return Err(AppError::TokenGone);
    }
    write.finish((UserId(user.id), ctx.now())).await?;
    Ok(user)
}
