//! Passkeys: made, used to log in, and as the second step after a password; recovery codes for those who lose them.
//!
//! A challenge waits in the session, which the server alone can read, and works once.

mod codes;
mod keys;
mod login;
mod manage;
mod second;

pub use codes::{new_codes, second_factor};
pub use keys::Keys;
pub use login::{begin_login, log_in};
pub(super) use manage::without_second_factor;
pub use manage::{add, begin_add, remove, rename, state};
pub use second::{begin_second, by_code, by_passkey, pending};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

use super::{Ctx, entities::passkeys, links};
use crate::{
    domain::{Problem, time::Millis},
    error::{AppError, Result},
};

/// How long somebody may take with their device.
pub const PATIENCE: Millis = 10 * 60_000;

/// The passkeys of an account, the oldest first (1 query).
async fn of<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<Vec<passkeys::Model>> {
    let rows = passkeys::Entity::find().filter(passkeys::Column::UserId.eq(user));
    Ok(rows.order_by_asc(passkeys::Column::CreatedAt).all(db).await?)
}

fn credential(row: &passkeys::Model) -> Result<Passkey> {
    serde_json::from_str(&row.credential).map_err(|error| {
        tracing::error!(%error, passkey = %row.id, "a passkey cannot be read");
        AppError::Internal
    })
}

/// What tells a passkey from others.
fn credential_hash(id: &[u8]) -> String {
    links::hash(&bs58::encode(id).into_string())
}

/// Keeps a challenge in the session.
async fn keep<T: Serialize + Send + Sync>(ctx: &Ctx, key: &str, state: &T) -> Result<()> {
    let kept = serde_json::to_value(state).map_err(|_| AppError::Internal)?;
    ctx.session()?.insert(key, (ctx.now(), kept)).await?;
    Ok(())
}

/// Takes a challenge out of the session: it works once, and not for long.
async fn take<T: DeserializeOwned>(ctx: &Ctx, key: &str) -> Result<T> {
    let kept: Option<(Millis, serde_json::Value)> = ctx.session()?.remove(key).await?;
    let (_, state) = kept.filter(|(since, _)| ctx.now() - since <= PATIENCE).ok_or_else(no_passkey)?;
    serde_json::from_value(state).map_err(|_| no_passkey())
}

/// What the browser sent, if that is from a passkey.
fn sent<T: DeserializeOwned>(credential: &str) -> Result<T> {
    serde_json::from_str(credential).map_err(|_| no_passkey())
}

fn no_passkey() -> AppError {
    AppError::field("passkey", Problem::NoPasskey)
}
