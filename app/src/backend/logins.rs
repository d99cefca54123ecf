//! Accounts elsewhere that get people in here. Who somebody is tells the issuer with the subject, never an address: an
//! address connects two accounts only where both sides have verified it and the owner confirms.

mod arrive;
mod manage;
mod new;

pub use arrive::{arrival, arrive, waiting};
pub use manage::{connect, disconnect, state};
pub use new::{link, sign_up};

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    Ctx, db,
    entities::{identities, users},
    notices,
};
use crate::{
    domain::{login::Identity, time::Millis},
    error::{AppError, Result},
};

/// Where somebody waits who comes from elsewhere: in the session, which the server alone can read.
const ARRIVED: &str = "arrived";
/// How long they may take.
const PATIENCE: Millis = 30 * 60_000;

/// Connects the two accounts, and tells the owner. Errors: [`AppError::LoginTaken`].
async fn insert<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: &users::Model, identity: &Identity) -> Result<()> {
    let row = identities::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(user.id),
        issuer: Set(identity.issuer.clone()),
        subject: Set(identity.subject.clone()),
        provider: Set(identity.provider.name.clone()),
        email: Set(identity.address().map(|email| email.as_str().to_owned())),
        created_at: Set(ctx.now()),
        used_at: Set(Some(ctx.now())),
    };
    match identities::Entity::insert(row).exec_without_returning(db).await {
        Ok(_) => notices::login_connected(ctx, db, user, &identity.provider.label).await,
        Err(error) if db::is_taken(&error) => Err(AppError::LoginTaken),
        Err(error) => Err(error.into()),
    }
}

/// Who has come from elsewhere with this session. Errors: [`AppError::LoginFailed`] for nobody, or too long ago.
async fn arrived(ctx: &Ctx) -> Result<Identity> {
    let arrived: Option<(Millis, Identity)> = ctx.session()?.get(ARRIVED).await?;
    let arrived = arrived.filter(|(since, _)| ctx.now() - since <= PATIENCE);
    arrived.map(|(_, identity)| identity).ok_or(AppError::LoginFailed)
}

async fn forget_arrival(ctx: &Ctx) -> Result<()> {
    ctx.session()?.remove::<(Millis, Identity)>(ARRIVED).await?;
    Ok(())
}
