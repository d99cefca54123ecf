//! Somebody comes back from a provider.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{ARRIVED, arrived};
use crate::{
    backend::{
        Ctx, accounts,
        entities::{identities, users},
        sessions,
    },
    domain::{
        login::{Arrival, Identity, Known, WaitingLogin},
        text::with_next,
    },
    error::{AppError, Result},
};

/// Lets somebody in whose account elsewhere is known; for others it remembers who they are. Gives the page to go on to.
/// Errors: [`AppError::LoginTaken`] where it belongs to another account than the viewer's.
pub async fn arrive(ctx: &Ctx, identity: Identity, next: &str) -> Result<String> {
    if [&identity.issuer, &identity.subject].iter().any(|text| text.is_empty() || text.chars().count() > Identity::MAX)
    {
        return Err(AppError::LoginFailed);
    }
    let known = identities::Entity::find()
        .filter(identities::Column::Issuer.eq(identity.issuer.as_str()))
        .filter(identities::Column::Subject.eq(identity.subject.as_str()))
        .find_also_related(users::Entity)
        .one(ctx.db().read())
        .await?;
    match (known, &ctx.user) {
        (Some((row, Some(user))), None) => {
            note_use(ctx, &row, &identity).await?;
            let entered = sessions::enter(ctx, &user).await?;
            Ok(if entered { next.to_owned() } else { with_next("/login", next) })
        }
        (Some((row, _)), Some(me)) if row.user_id == me.id.0 => Ok("/settings/logins".to_owned()),
        (Some(_), _) => Err(AppError::LoginTaken),
        (None, me) => {
            ctx.session()?.insert(ARRIVED, (ctx.now(), &identity)).await?;
            Ok(if me.is_some() { "/settings/logins/connect".to_owned() } else { with_next("/login/new", next) })
        }
    }
}

async fn note_use(ctx: &Ctx, row: &identities::Model, identity: &Identity) -> Result<()> {
    let email = identity.address().map(|email| email.as_str().to_owned());
    identities::Entity::update_many()
        .col_expr(identities::Column::UsedAt, Expr::value(ctx.now()))
        .col_expr(identities::Column::Email, Expr::value(email))
        .filter(identities::Column::Id.eq(row.id))
        .exec(ctx.db().write())
        .await?;
    Ok(())
}

/// Who has come, and whether they are known here (1 query). Errors: [`AppError::LoginFailed`].
pub async fn arrival(ctx: &Ctx) -> Result<Arrival> {
    let identity = arrived(ctx).await?;
    let known = known(ctx, &identity).await?;
    Ok(Arrival { username: identity.suggested_username(), identity, known })
}

async fn known(ctx: &Ctx, identity: &Identity) -> Result<Known> {
    let Some(email) = identity.verified_address() else { return Ok(Known::No) };
    let user = users::Entity::find().filter(users::Column::Email.eq(email.as_str())).one(ctx.db().read()).await?;
    Ok(match user {
        None => Known::No,
        Some(user) if user.email_verified_at.is_none() => Known::Unsure,
        Some(user) if !user.has_password() => Known::SameWithoutPassword,
        Some(_) => Known::Same,
    })
}

/// The account elsewhere that waits to be connected to mine (1 query). Errors: [`AppError::LoginFailed`].
pub async fn waiting(ctx: &Ctx) -> Result<WaitingLogin> {
    let user = accounts::find(ctx, ctx.user()?.id).await?;
    Ok(WaitingLogin { identity: arrived(ctx).await?, has_password: user.has_password() })
}
