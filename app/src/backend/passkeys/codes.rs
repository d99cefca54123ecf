//! The second factor, and the codes for those who lose their passkeys.
//!
//! Codes are computed from the site's secret, and the database keeps only a mark of each that needs the same secret:
//! whoever steals the database alone can neither read nor guess them.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx, accounts,
        entities::{passkeys, recovery_codes, users},
        notices,
        write::Once,
    },
    domain::{
        Problem,
        passkey::{CODES, written_code},
        time::Millis,
    },
    error::{AppError, Result},
};

/// How long new codes can be looked at.
const SHOWN: Millis = 10 * 60_000;

/// The codes that were just made, as they are written down; none later on.
pub(super) fn shown(ctx: &Ctx, user: Uuid, rows: &[recovery_codes::Model]) -> Vec<String> {
    match rows.first() {
        Some(row) if ctx.now() - row.created_at <= SHOWN => codes(ctx, user, row.created_at).collect(),
        _ => Vec::new(),
    }
}

fn codes(ctx: &Ctx, user: Uuid, made_at: Millis) -> impl Iterator<Item = String> {
    (0..CODES).map(move |number| written_code(&ctx.links().recovery_code(user, made_at, number as u64)))
}

/// Asks for a passkey after the password from now on, or no longer. Errors: [`AppError::Invalid`] for a wrong password, and
/// where there is no passkey.
pub async fn second_factor(ctx: &Ctx, on: bool, password: &str) -> Result<()> {
    let user = accounts::find(ctx, ctx.user()?.id).await?;
    let right = accounts::right_password(ctx, &user, password).await?;
    let write = match ctx.once::<()>("passkeys.second_factor").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    right.map_err(|problem| AppError::field("password", problem))?;
    let txn = write.txn();
    if on && passkeys::Entity::find().filter(passkeys::Column::UserId.eq(user.id)).count(txn).await? == 0 {
        return Err(AppError::field("passkey", Problem::NoPasskey));
    }
    users::Entity::update_many()
        .col_expr(users::Column::SecondFactor, Expr::value(on))
        .filter(users::Column::Id.eq(user.id))
        .exec(txn)
        .await?;
    match (on, user.second_factor) {
        (true, false) => replace(ctx, txn, user.id).await?,
        (false, _) => forget(txn, user.id).await?,
        (true, true) => {}
    }
    notices::second_factor(ctx, txn, &user, on).await?;
    write.finish(()).await
}

/// Makes new recovery codes; the old ones no longer work. Errors: [`AppError::Invalid`] for a wrong password,
/// [`AppError::Forbidden`] where no second step asks for them.
pub async fn new_codes(ctx: &Ctx, password: &str) -> Result<()> {
    let user = accounts::find(ctx, ctx.user()?.id).await?;
    let right = accounts::right_password(ctx, &user, password).await?;
    let write = match ctx.once::<()>("passkeys.new_codes").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    right.map_err(|problem| AppError::field("password", problem))?;
    if !user.second_factor {
        return Err(AppError::Forbidden);
    }
    replace(ctx, write.txn(), user.id).await?;
    write.finish(()).await
}

async fn replace(ctx: &Ctx, txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    forget(txn, user).await?;
    let made_at = ctx.now();
    let row = |code: String| recovery_codes::ActiveModel {
        user_id: Set(user),
        code_hash: Set(ctx.links().recovery_mark(user, &crate::domain::passkey::plain_code(&code))),
        created_at: Set(made_at),
    };
    let rows: Vec<_> = codes(ctx, user, made_at).map(row).collect();
    recovery_codes::Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}

async fn forget(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    recovery_codes::Entity::delete_many().filter(recovery_codes::Column::UserId.eq(user)).exec(txn).await?;
    Ok(())
}
