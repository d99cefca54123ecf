//! What the owner of an account is told by mail when somebody changes how to get in, so that it is not somebody else.

use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    Ctx,
    entities::users,
    mail::{self, Button, Letter, languages},
    webhooks,
};
use crate::{
    domain::{
        mail::{
            MailKind,
            words::{self, Security},
        },
        time::Millis,
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
    post(ctx, db, &user, Security::PasskeyAdded { name }).await
}

/// A second step was asked for from now on, or no longer.
pub async fn second_factor<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, on: bool) -> Result<()> {
    post(ctx, db, user, Security::SecondStep { on }).await
}

/// Somebody got in with a recovery code.
pub async fn code_used<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model) -> Result<()> {
    post(ctx, db, user, Security::CodeUsed).await
}

/// The password is another one. Webhooks go on, and the owner may not know of them.
pub async fn password_changed<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model) -> Result<()> {
    if !mail::enabled(ctx) {
        return Ok(());
    }
    let webhooks = webhooks::servers(db, user.id).await?;
    post(ctx, db, user, Security::PasswordChanged { webhooks: &webhooks }).await
}

/// The account goes away at that time, unless its owner comes back.
pub async fn leaving<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, at: Millis) -> Result<()> {
    post(ctx, db, user, Security::Leaving { at }).await
}

/// The account has another address; the old one is told.
pub async fn address_changed<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, new: &str) -> Result<()> {
    post(ctx, db, user, Security::AddressChanged { new }).await
}

/// An account elsewhere gets in from now on.
pub async fn login_connected<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, label: &str) -> Result<()> {
    post(ctx, db, user, Security::LoginConnected { label }).await
}

async fn post<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, change: Security<'_>) -> Result<()> {
    if !mail::enabled(ctx) {
        return Ok(());
    }
    let to = Email::parse(&user.email).map_err(|_| AppError::Internal)?;
    let language = languages::of(ctx, db, to.as_str()).await?;
    let words = words::security(language, change, &format!("@{}", user.username));
    let cause = format!("notice {}", Uuid::now_v7());
    let letter = Letter {
        language,
        paragraphs: words.paragraphs,
        button: Some(Button { label: words.button, url: ctx.links().absolute("/settings/password") }),
        user: Some(user.id),
        ..Letter::new(MailKind::Security, to, user.display_name.clone(), words.subject, cause)
    };
    mail::post(ctx, db, letter).await
}
