//! Another e-mail address: the owner of the old one agrees, and the new one can be read. Without mail the password is
//! enough, and the new address is not verified.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{me, owned_link, right_password, verification::claim_invites};
use crate::{
    backend::{
        Ctx, db,
        entities::{address_changes, users},
        login,
        mail::languages,
        notices, tokens,
        write::Once,
    },
    domain::{
        Form, Problem,
        token::{AddressChange, AddressState, TokenKind},
        user::Email,
    },
    error::{AppError, Result},
};

const SIDES: [TokenKind; 2] = [TokenKind::OldAddress, TokenKind::NewAddress];

/// My address, and the one that may replace it (2 queries).
pub async fn address(ctx: &Ctx) -> Result<AddressState> {
    let user = me(ctx, ctx.db().read()).await?;
    let change = pending(ctx, ctx.db().read(), user.id).await?;
    Ok(AddressState {
        verified: user.email_verified_at.is_some(),
        mail: tokens::enabled(ctx),
        has_password: user.has_password(),
        change: change.map(|change| AddressChange {
            email: change.email,
            old_confirmed: change.old_confirmed_at.is_some(),
            new_confirmed: change.new_confirmed_at.is_some(),
        }),
        email: user.email,
    })
}

/// A change that can still be confirmed.
async fn pending<C: ConnectionTrait>(ctx: &Ctx, db: &C, user: Uuid) -> Result<Option<address_changes::Model>> {
    let since = ctx.now() - TokenKind::NewAddress.lifetime();
    let change = address_changes::Entity::find_by_id(user).filter(address_changes::Column::CreatedAt.gt(since));
    Ok(change.one(db).await?)
}

/// Asks both sides to confirm another address; says no word of whether somebody else has it. Without mail it is changed at
/// once. `true` where it waits to be confirmed. Errors: [`AppError::Invalid`] for address or password,
/// [`AppError::TooMany`].
pub async fn change_address(ctx: &Ctx, email: &str, password: &str) -> Result<bool> {
    let user = me(ctx, ctx.db().read()).await?;
    let mut form = Form::default();
    let email = form.field("email", new_address(&user, email));
    form.field("password", right_password(ctx, &user, password).await?);
    let email = form.finish(email)?;
    let waits = tokens::enabled(ctx);
    if waits {
        login::limit_mails(ctx, &user.email).await?;
    }
    let write = match ctx.once::<bool>("accounts.change_address").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    if waits {
        ask_both(ctx, write.txn(), &user, &email).await?;
    } else {
        replace(ctx, write.txn(), &user, email.as_str(), None).await?;
    }
    write.finish(waits).await
}

fn new_address(user: &users::Model, typed: &str) -> std::result::Result<Email, Problem> {
    let email = Email::parse(typed)?;
    if email.as_str() == user.email { Err(Problem::SameAddress) } else { Ok(email) }
}

/// An old address that was never verified may be nobody's: then the password was enough.
async fn ask_both(ctx: &Ctx, txn: &DatabaseTransaction, user: &users::Model, email: &Email) -> Result<()> {
    address_changes::Entity::delete_by_id(user.id).exec(txn).await?;
    tokens::end(txn, user.id, &SIDES).await?;
    let row = address_changes::ActiveModel {
        user_id: Set(user.id),
        email: Set(email.as_str().to_owned()),
        old_confirmed_at: Set(user.email_verified_at.is_none().then(|| ctx.now())),
        new_confirmed_at: Set(None),
        created_at: Set(ctx.now()),
    };
    address_changes::Entity::insert(row).exec_without_returning(txn).await?;
    if user.email_verified_at.is_some() {
        tokens::mail(ctx, txn, TokenKind::OldAddress, user, email.as_str(), "").await?;
    }
    if users::Entity::find().filter(users::Column::Email.eq(email.as_str())).count(txn).await? == 0 {
        tokens::mail(ctx, txn, TokenKind::NewAddress, user, email.as_str(), "").await?;
    }
    Ok(())
}

/// One side confirms; with the second one the address is changed, which is `true`. At the new address, who is not logged in
/// shows with the password that the account is theirs, too. Errors: [`AppError::TokenGone`], and those of a wrong password.
pub async fn confirm_address(ctx: &Ctx, secret: &str, password: &str) -> Result<bool> {
    let owned = owned_link(ctx, secret, &SIDES, password).await;
    let write = match ctx.once::<bool>("accounts.confirm_address").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    // Only now: for a repeat, the link is used up.
    owned?;
    let txn = write.txn();
    let (token, user) = tokens::take(ctx, txn, secret, &SIDES).await?;
    let change = address_changes::Entity::find_by_id(user.id).lock_exclusive().one(txn).await?;
    let change = change.filter(|change| change.email == token.email).ok_or(AppError::TokenGone)?;
    let by_old = token.kind == TokenKind::OldAddress.code();
    let other = if by_old { change.new_confirmed_at } else { change.old_confirmed_at };
    if other.is_some() {
        // Before the language of the old address is forgotten.
        notices::address_changed(ctx, txn, &user, &change.email).await?;
        replace(ctx, txn, &user, &change.email, Some(ctx.now())).await?;
        claim_invites(ctx, txn, &user, &change.email).await?;
    } else {
        let (old, new) = (address_changes::Column::OldConfirmedAt, address_changes::Column::NewConfirmedAt);
        let side = if by_old { old } else { new };
        let confirmed = address_changes::Entity::update_many().col_expr(side, Expr::value(ctx.now()));
        confirmed.filter(address_changes::Column::UserId.eq(user.id)).exec(txn).await?;
    }
    write.finish(other.is_some()).await
}

/// Puts the new address in the place of the old one, to which no link leads any more, and of which nothing is known.
async fn replace(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    user: &users::Model,
    email: &str,
    verified_at: Option<i64>,
) -> Result<()> {
    let replaced = users::Entity::update_many()
        .col_expr(users::Column::Email, Expr::value(email))
        .col_expr(users::Column::EmailVerifiedAt, Expr::value(verified_at))
        .filter(users::Column::Id.eq(user.id))
        .exec(txn)
        .await;
    match replaced {
        Ok(_) => {}
        Err(error) if db::is_taken(&error) => return Err(AppError::field("email", Problem::Taken)),
        Err(error) => return Err(error.into()),
    }
    tokens::end(txn, user.id, &TokenKind::ALL).await?;
    address_changes::Entity::delete_by_id(user.id).exec(txn).await?;
    languages::forget(ctx, txn, &user.email).await
}

/// Whoever reads either address stops the change. Errors: [`AppError::TokenGone`].
pub async fn stop_address(ctx: &Ctx, secret: &str) -> Result<()> {
    let write = match ctx.once::<()>("accounts.stop_address").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let (_, user) = tokens::take(ctx, write.txn(), secret, &SIDES).await?;
    forget(write.txn(), user.id).await?;
    write.finish(()).await
}

/// I keep my address after all; where nothing waits that is fine.
pub async fn keep_address(ctx: &Ctx) -> Result<()> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once::<()>("accounts.keep_address").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    forget(write.txn(), me).await?;
    write.finish(()).await
}

async fn forget(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    tokens::end(txn, user, &SIDES).await?;
    address_changes::Entity::delete_by_id(user).exec(txn).await?;
    Ok(())
}
