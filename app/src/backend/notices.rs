//! What the owner of an account is told by mail when somebody changes how to get in, so that it is not somebody else.

use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    Ctx,
    entities::users,
    mail::{self, Button, Letter},
};
use crate::{
    domain::{
        mail::MailKind,
        time::{self, Millis},
        user::Email,
    },
    error::{AppError, Result},
};

/// A passkey was added.
pub async fn passkey_added<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: Uuid, name: &str) -> Result<()> {
    if !mail::enabled(ctx) {
        return Ok(());
    }
    let user = users::Entity::find_by_id(user).one(db).await?.ok_or(AppError::NotLoggedIn)?;
    let words = format!("The passkey “{name}” was added to your account @{}.", user.username);
    post(ctx, db, &user, "A new passkey", words).await
}

/// A second step was asked for from now on, or no longer.
pub async fn second_factor<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, on: bool) -> Result<()> {
    let asks = if on { "asks for a passkey after the password from now on" } else { "no longer asks for a passkey" };
    let words = format!("Your account @{} {asks}.", user.username);
    post(ctx, db, user, "How you log in", words).await
}

/// Somebody got in with a recovery code.
pub async fn code_used<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model) -> Result<()> {
    let words = format!("Somebody logged in to your account @{} with a recovery code.", user.username);
    post(ctx, db, user, "A recovery code was used", words).await
}

/// The password is another one.
pub async fn password_changed<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model) -> Result<()> {
    let words = format!("The password of your account @{} was changed.", user.username);
    post(ctx, db, user, "Your password was changed", words).await
}

/// The account goes away at that time, unless its owner comes back.
pub async fn leaving<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, at: Millis) -> Result<()> {
    let (account, day) = (&user.username, time::long_date(at, "UTC"));
    let words = format!("Your account @{account} is deleted on {day}. Log in before that if you want to keep it.");
    post(ctx, db, user, "Your account goes away", words).await
}

/// The account has another address; the old one is told.
pub async fn address_changed<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, new: &str) -> Result<()> {
    let words = format!("Your account @{} has the address {new} from now on.", user.username);
    post(ctx, db, user, "Your address was changed", words).await
}

/// An account elsewhere gets in from now on.
pub async fn login_connected<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, label: &str) -> Result<()> {
    let words = format!("You can log in to your account @{} with {label} from now on.", user.username);
    post(ctx, db, user, "A new way to log in", words).await
}

async fn post<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, subject: &str, words: String) -> Result<()> {
    if !mail::enabled(ctx) {
        return Ok(());
    }
    let to = Email::parse(&user.email).map_err(|_| AppError::Internal)?;
    let cause = format!("notice {}", Uuid::now_v7());
    let letter = Letter {
        paragraphs: vec![words, "If this was not you, set a new password now.".to_owned()],
        button: Some(Button { label: "To my settings".to_owned(), url: ctx.links().absolute("/settings/password") }),
        user: Some(user.id),
        ..Letter::new(MailKind::Security, to, user.display_name.clone(), subject, cause)
    };
    mail::post(ctx, db, letter).await
}
