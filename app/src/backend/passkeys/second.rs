//! The second step of a login: a passkey, or a recovery code. Until then the session knows who it may be, and no more.

use sea_orm::EntityTrait;
use serde_json::Value;
use webauthn_rs::prelude::{PasskeyAuthentication, PublicKeyCredential};

use super::{PATIENCE, credential, keep, login::used, of, sent, take};
use crate::{
    backend::{
        Ctx, accounts,
        entities::{recovery_codes, users},
        login::Attempt,
        notices,
        sessions::{PENDING, Pending},
    },
    domain::{Problem, UserId, passkey::plain_code},
    error::{AppError, Result},
};

/// Where the challenge waits.
const SECOND: &str = "second_passkey";

/// Who has taken the first step a short while ago (1 query). Errors: [`AppError::NotLoggedIn`].
pub async fn pending(ctx: &Ctx) -> Result<users::Model> {
    let pending: Option<Pending> = ctx.session()?.get(PENDING).await?;
    let pending = pending.filter(|pending| ctx.now() - pending.since <= PATIENCE).ok_or(AppError::NotLoggedIn)?;
    accounts::find(ctx, pending.user).await
}

/// A challenge for the second step, as browsers take it.
pub async fn begin_second(ctx: &Ctx) -> Result<Value> {
    let user = pending(ctx).await?;
    let known = of(ctx.db().read(), user.id).await?;
    let known = known.iter().map(credential).collect::<Result<Vec<_>>>()?;
    let (challenge, state) = ctx.services.keys.site()?.start_passkey_authentication(&known).map_err(|error| {
        tracing::error!(%error, "no challenge for a second step");
        AppError::Internal
    })?;
    keep(ctx, SECOND, &state).await?;
    serde_json::to_value(challenge).map_err(|_| AppError::Internal)
}

/// The second step by passkey. Errors: [`AppError::Invalid`], [`AppError::NotLoggedIn`] where there was no first one.
pub async fn by_passkey(ctx: &Ctx, answer: &str) -> Result<users::Model> {
    let user = pending(ctx).await?;
    let answer: PublicKeyCredential = sent(answer)?;
    let state: PasskeyAuthentication = take(ctx, SECOND).await?;
    let result = ctx.services.keys.site()?.finish_passkey_authentication(&answer, &state).map_err(|error| {
        tracing::info!(%error, "a passkey was refused");
        AppError::PasskeyUnknown
    })?;
    for row in of(ctx.db().read(), user.id).await? {
        let passkey = credential(&row)?;
        if passkey.cred_id() == result.cred_id() {
            used(ctx, ctx.db().write(), row, passkey, &result).await?;
            return Ok(user);
        }
    }
    Err(AppError::PasskeyUnknown)
}

/// The second step by a recovery code, which is used up; guesses are slowed like those of passwords. Errors:
/// [`AppError::Invalid`], [`AppError::TooMany`], [`AppError::NotLoggedIn`] where there was no first step.
pub async fn by_code(ctx: &Ctx, code: &str) -> Result<users::Model> {
    let user = pending(ctx).await?;
    let code = plain_code(code);
    if code.is_empty() {
        return Err(AppError::field("code", Problem::Missing));
    }
    let attempt = Attempt::begin(ctx, &format!("code {}", UserId(user.id))).await?;
    let mark = ctx.links().recovery_mark(user.id, &code);
    let txn = ctx.db().begin().await?;
    let taken = recovery_codes::Entity::delete_by_id((user.id, mark)).exec(&txn).await?;
    if taken.rows_affected == 1 {
        notices::code_used(ctx, &txn, &user).await?;
    }
    txn.commit().await?;
    let right = attempt.settle(ctx, Ok(taken.rows_affected == 1)).await?;
    if right { Ok(user) } else { Err(AppError::field("code", Problem::WrongCode)) }
}
