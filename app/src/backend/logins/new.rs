//! The first time somebody comes from elsewhere: a new account, or the one that they have.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{arrived, insert};
use crate::{
    backend::{
        Ctx,
        accounts::{self, NewRow},
        entities::users,
        login::{self, SAME_TAP},
        sessions,
        write::Once,
    },
    domain::{
        Problem, UserId,
        login::{ArrivalForm, Identity},
        time::Millis,
    },
    error::{AppError, Result},
};

/// Makes an account without password and logs in to it; the second of two taps gets in with the first one. Errors:
/// [`AppError::Invalid`], [`AppError::LoginFailed`].
pub async fn sign_up(ctx: &Ctx, form: &ArrivalForm) -> Result<()> {
    let write = match ctx.once::<(UserId, Millis)>("logins.sign_up").await? {
        Once::Again((user, since)) if ctx.now() - since <= SAME_TAP => return sessions::begin(ctx, user).await,
        Once::Again(_) => return Err(AppError::LoginFailed),
        Once::First(write) => write,
    };
    let identity = arrived(ctx).await?;
    let new = form.parse(&identity)?;
    let row = NewRow {
        username: &new.username,
        email: &new.email,
        display_name: &new.display_name,
        password_hash: String::new(),
        photo: None,
        verified: new.verified,
    };
    let user = match accounts::insert(ctx, write.txn(), &row).await {
        Ok(user) => user,
        Err(error) => {
            drop(write);
            return Err(accounts::why(ctx, &row, error).await);
        }
    };
    insert(ctx, write.txn(), &user, &identity).await?;
    let (user, _) = write.finish((UserId(user.id), ctx.now())).await?;
    sessions::begin(ctx, user).await
}

/// Connects the account elsewhere to the one here with the same verified address, whose owner confirms with the password;
/// `false` where a second step of the login follows. Errors: [`AppError::Invalid`], [`AppError::Forbidden`] where the
/// two may not be the same person, [`AppError::LoginFailed`].
pub async fn link(ctx: &Ctx, password: &str) -> Result<bool> {
    let confirmed = confirmed(ctx, password).await;
    let write = match ctx.once::<(UserId, Millis)>("logins.link").await? {
        Once::Again((user, since)) if ctx.now() - since <= SAME_TAP => {
            return sessions::enter(ctx, &accounts::find(ctx, user).await?).await;
        }
        Once::Again(_) => return Err(AppError::LoginFailed),
        Once::First(write) => write,
    };
    // Only now: a repeat comes from nowhere any more.
    let (user, identity) = confirmed?;
    insert(ctx, write.txn(), &user, &identity).await?;
    write.finish((UserId(user.id), ctx.now())).await?;
    sessions::enter(ctx, &user).await
}

/// Whose account it is, and who has come.
async fn confirmed(ctx: &Ctx, password: &str) -> Result<(users::Model, Identity)> {
    let identity = arrived(ctx).await?;
    let email = identity.verified_address().ok_or(AppError::Forbidden)?;
    let user = users::Entity::find().filter(users::Column::Email.eq(email.as_str())).one(ctx.db().read()).await?;
    let user =
        user.filter(|user| user.email_verified_at.is_some() && user.has_password()).ok_or(AppError::Forbidden)?;
    if password.is_empty() {
        return Err(AppError::field("password", Problem::Missing));
    }
    if !login::confirm(ctx, &user, password).await? {
        return Err(AppError::field("password", Problem::WrongPassword));
    }
    Ok((user, identity))
}
