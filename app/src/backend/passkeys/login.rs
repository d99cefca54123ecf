//! Logging in with a passkey alone: the device knows whose it is, and asks for a finger or a code itself.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::Value;
use webauthn_rs::prelude::{AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential};

use super::{credential, credential_hash, keep, sent, take};
use crate::{
    backend::{
        Ctx,
        entities::{passkeys, users},
    },
    error::{AppError, Result},
};

/// Where the challenge waits.
const LOGGING_IN: &str = "login_passkey";

/// A challenge for whoever has a passkey, as browsers take it. Errors: [`AppError::NotFound`] on a site without a name.
pub async fn begin_login(ctx: &Ctx) -> Result<Value> {
    let (mut challenge, state) = ctx.services.keys.site()?.start_discoverable_authentication().map_err(|error| {
        tracing::error!(%error, "no challenge for a login");
        AppError::Internal
    })?;
    // A button asks for it, not a field that is filled in.
    challenge.mediation = None;
    keep(ctx, LOGGING_IN, &state).await?;
    serde_json::to_value(challenge).map_err(|_| AppError::Internal)
}

/// Whose passkey has answered the challenge (2 queries). Errors: [`AppError::Invalid`] for no passkey,
/// [`AppError::PasskeyUnknown`] for one that is nobody's here.
pub async fn log_in(ctx: &Ctx, answer: &str) -> Result<users::Model> {
    let answer: PublicKeyCredential = sent(answer)?;
    let state: DiscoverableAuthentication = take(ctx, LOGGING_IN).await?;
    let site = ctx.services.keys.site()?;
    let found = passkeys::Entity::find()
        .filter(passkeys::Column::CredentialHash.eq(credential_hash(answer.get_credential_id())))
        .find_also_related(users::Entity)
        .one(ctx.db().read())
        .await?;
    let Some((row, Some(user))) = found else { return Err(AppError::PasskeyUnknown) };
    let (owner, _) = site.identify_discoverable_authentication(&answer).map_err(|_| AppError::PasskeyUnknown)?;
    if owner != user.id {
        return Err(AppError::PasskeyUnknown);
    }
    let passkey = credential(&row)?;
    let result = site.finish_discoverable_authentication_v2(&answer, state, &passkey).map_err(|error| {
        tracing::info!(%error, "a passkey was refused");
        AppError::PasskeyUnknown
    })?;
    used(ctx, ctx.db().write(), row, passkey, &result).await?;
    Ok(user)
}

/// Notes that a passkey was used, and its counter (1 query).
pub(super) async fn used<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    row: passkeys::Model,
    mut passkey: Passkey,
    result: &AuthenticationResult,
) -> Result<()> {
    passkey.update_credential(result);
    let text = serde_json::to_string(&passkey).map_err(|_| AppError::Internal)?;
    passkeys::Entity::update_many()
        .col_expr(passkeys::Column::Credential, Expr::value(text))
        .col_expr(passkeys::Column::UsedAt, Expr::value(ctx.now()))
        .filter(passkeys::Column::Id.eq(row.id))
        .exec(db)
        .await?;
    Ok(())
}
