//! My accounts elsewhere: shown, connected, disconnected.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{arrived, forget_arrival, insert};
use crate::{
    backend::{
        Ctx, accounts,
        entities::{identities, passkeys, users},
        write::Once,
    },
    domain::{
        login::{LoginInfo, LoginsState},
        time,
    },
    error::{AppError, Result},
};

/// My accounts elsewhere, and those that I could connect (1 query).
pub async fn state(ctx: &Ctx) -> Result<LoginsState> {
    let rows = identities::Entity::find()
        .filter(identities::Column::UserId.eq(ctx.user()?.id.0))
        .order_by_asc(identities::Column::CreatedAt)
        .all(ctx.db().read())
        .await?;
    let providers = &ctx.services.logins;
    let info = |row: identities::Model| {
        let label = providers.iter().find(|provider| provider.name == row.provider);
        let connected = format!("Connected {}", time::ago(row.created_at, ctx.now()));
        let times = match row.used_at {
            Some(at) => format!("{connected} · last used {}", time::ago(at, ctx.now())),
            None => connected,
        };
        let label = label.map_or(row.provider, |provider| provider.label.clone());
        LoginInfo { id: row.id.to_string(), label, email: row.email, times }
    };
    Ok(LoginsState { providers: providers.to_vec(), logins: rows.into_iter().map(info).collect() })
}

/// Connects the account elsewhere that waits to mine: its owner has confirmed. Errors: [`AppError::Invalid`] for a wrong
/// password, [`AppError::LoginTaken`], [`AppError::LoginFailed`] where none waits.
pub async fn connect(ctx: &Ctx, password: &str) -> Result<()> {
    let user = accounts::find(ctx, ctx.user()?.id).await?;
    let right = accounts::right_password(ctx, &user, password).await?;
    let write = match ctx.once::<()>("logins.connect").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let identity = arrived(ctx).await?;
    right.map_err(|problem| AppError::field("password", problem))?;
    insert(ctx, write.txn(), &user, &identity).await?;
    write.finish(()).await?;
    forget_arrival(ctx).await
}

/// Disconnects an account elsewhere; one that is gone already is fine. Errors: [`AppError::LastWayIn`] where nobody
/// could log in any more.
pub async fn disconnect(ctx: &Ctx, id: &str) -> Result<()> {
    let me = ctx.user()?.id.0;
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let write = match ctx.once::<()>("logins.disconnect").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let txn = write.txn();
    // Two who are disconnected at the same time wait for each other here.
    let user = users::Entity::find_by_id(me).lock_exclusive().one(txn).await?.ok_or(AppError::NotLoggedIn)?;
    identities::Entity::delete_many()
        .filter(identities::Column::Id.eq(id))
        .filter(identities::Column::UserId.eq(me))
        .exec(txn)
        .await?;
    let others = identities::Entity::find().filter(identities::Column::UserId.eq(me)).count(txn).await?;
    let keys = passkeys::Entity::find().filter(passkeys::Column::UserId.eq(me)).count(txn).await?;
    if !user.has_password() && others + keys == 0 {
        return Err(AppError::LastWayIn);
    }
    write.finish(()).await
}
