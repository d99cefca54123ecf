//! Accounts: made, shown, changed. (Their end is in [`deletion`].)

mod address;
mod deletion;
pub mod export;
mod new;
mod reset;
mod verification;
mod ways_in;

pub use address::{address, change_address, confirm_address, keep_address, stop_address};
pub use deletion::{carry_out as carry_out_deletion, delete, deletion_preview, stay};
pub use new::{NewRow, insert, sign_up, why};
pub use reset::reset;
pub use verification::{ask_verification, verify};

pub(in crate::backend) use verification::mark_verified;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::{
    Ctx,
    entities::users,
    jobs::{self, Job},
    login,
    mail::{self, languages},
    notices, passkeys, pictures,
    search::About,
    sessions, tokens,
    write::Once,
};
use crate::{
    domain::{
        Form, Problem, UserId,
        password::Password,
        picture::Purpose,
        token::{Proof, TokenKind},
        user::{Account, ProfileChange},
    },
    error::{AppError, Result},
};

/// An account that is there (1 query). Errors: [`AppError::NotLoggedIn`].
pub async fn find(ctx: &Ctx, id: UserId) -> Result<users::Model> {
    users::Entity::find_by_id(id.0).one(ctx.db().read()).await?.ok_or(AppError::NotLoggedIn)
}

/// The account with a username, for the person who runs the site (1 query). Errors: [`AppError::Invalid`] where there is
/// none.
pub(super) async fn named(ctx: &Ctx, username: &str) -> Result<users::Model> {
    let user = users::Entity::find().filter(users::Column::Username.eq(username)).one(ctx.db().read()).await?;
    user.ok_or_else(|| AppError::field("username", Problem::NoSuchUser))
}

/// My own account.
pub async fn account(ctx: &Ctx) -> Result<Account> {
    let db = ctx.db().read();
    let user = me(ctx, db).await?;
    let may_choose_language = mail::enabled(ctx) && user.email_verified_at.is_some();
    let language = match may_choose_language {
        true => languages::chosen(db, &ctx.links().address_mark(&user.email)).await?,
        false => None,
    };
    Ok(Account {
        person: user.person(),
        has_password: user.has_password(),
        email: user.email,
        bio: user.bio,
        may_choose_language,
        language,
    })
}

async fn me<C: ConnectionTrait>(ctx: &Ctx, db: &C) -> Result<users::Model> {
    users::Entity::find_by_id(ctx.user()?.id.0).one(db).await?.ok_or(AppError::NotLoggedIn)
}

/// Changes my name, words and photo, and the language of mails. A photo that is replaced or removed is given up.
pub async fn change_profile(ctx: &Ctx, change: ProfileChange) -> Result<()> {
    let id = ctx.user()?.id;
    let write = match ctx.once("accounts.change_profile").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let before = users::Entity::find_by_id(id.0).lock_exclusive().one(txn).await?.ok_or(AppError::NotLoggedIn)?;
    let photo = match change.photo {
        Some(photo) => Some(photo.0),
        None => before.photo_id.filter(|_| !change.remove_photo),
    };
    if let Some(new) = change.photo.filter(|new| Some(new.0) != before.photo_id) {
        pictures::claim(txn, new, Purpose::Profile).await?;
    }
    users::Entity::update_many()
        .col_expr(users::Column::DisplayName, Expr::value(change.display_name.as_str()))
        .col_expr(users::Column::Bio, Expr::value(change.bio.as_str()))
        .col_expr(users::Column::PhotoId, Expr::value(photo))
        .filter(users::Column::Id.eq(id.0))
        .exec(txn)
        .await?;
    if photo != before.photo_id {
        pictures::release(txn, before.photo_id, ctx.now()).await?;
    }
    if change.display_name.as_str() != before.display_name {
        jobs::enqueue(txn, &Job::Index { about: About::User(id) }, ctx.now()).await?;
    }
    if let Some(language) = change.language.filter(|_| before.email_verified_at.is_some()) {
        languages::choose(ctx, txn, &ctx.links().address_mark(&before.email), language).await?;
    }
    write.finish(()).await
}

/// Changes my password, and ends my other sessions and what else gets in or reads along.
pub async fn change_password(ctx: &Ctx, current: &str, new: &str, repeat: &str) -> Result<()> {
    let user = me(ctx, ctx.db().read()).await?;
    let checked = checked_change(ctx, &user, current, new, repeat).await;
    let write = match ctx.once("accounts.change_password").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    // Only now: to a repeat, the password that was changed a moment ago would look wrong.
    let password_hash = checked?;
    let changed = users::Entity::update_many()
        .col_expr(users::Column::PasswordHash, Expr::value(password_hash))
        .filter(users::Column::Id.eq(user.id))
        .filter(users::Column::PasswordHash.eq(user.password_hash.as_str()))
        .exec(write.txn())
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Busy);
    }
    sessions::delete_others(ctx, write.txn()).await?;
    ways_in::end_known(write.txn(), user.id).await?;
    notices::password_changed(ctx, write.txn(), &user).await?;
    write.finish(()).await
}

/// Gives an account a new password, and ends all its sessions and what else gets in or reads along, for the person who runs
/// the site.
pub async fn reset_password(ctx: &Ctx, username: &str, new: &str) -> Result<()> {
    let user = named(ctx, username).await?;
    let password = Password::parse(new, &[]).map_err(|problem| AppError::field("new_password", problem))?;
    let password_hash = ctx.services.passwords.hash(&password).await?;
    let txn = ctx.db().begin().await?;
    users::Entity::update_many()
        .col_expr(users::Column::PasswordHash, Expr::value(password_hash))
        .filter(users::Column::Id.eq(user.id))
        .exec(&txn)
        .await?;
    sessions::delete_all(&txn, user.id).await?;
    ways_in::end_known(&txn, user.id).await?;
    txn.commit().await?;
    Ok(())
}

/// Lets somebody in with the password alone again, for the person who runs the site.
pub async fn drop_second_factor(ctx: &Ctx, username: &str) -> Result<()> {
    let user = named(ctx, username).await?;
    let txn = ctx.db().begin().await?;
    passkeys::without_second_factor(&txn, user.id).await?;
    notices::second_factor(ctx, &txn, &user, false).await?;
    txn.commit().await?;
    Ok(())
}

/// Lets somebody look after the whole site, or no longer, for the person who runs it.
pub async fn set_admin(ctx: &Ctx, username: &str, admin: bool) -> Result<()> {
    let user = named(ctx, username).await?;
    users::Entity::update_many()
        .col_expr(users::Column::Admin, Expr::value(admin))
        .filter(users::Column::Id.eq(user.id))
        .exec(ctx.db().write())
        .await?;
    Ok(())
}

/// The hash of the new password, if it may be had.
async fn checked_change(ctx: &Ctx, user: &users::Model, current: &str, new: &str, repeat: &str) -> Result<String> {
    let mut form = Form::default();
    form.field("current_password", right_password(ctx, user, current).await?);
    new_hash(ctx, form, user, new, repeat).await
}

/// The hash of a new password that was typed twice, if it may be had and nothing else in the form is wrong.
async fn new_hash(ctx: &Ctx, mut form: Form, user: &users::Model, new: &str, repeat: &str) -> Result<String> {
    let personal = [user.username.as_str(), &user.email, &user.display_name];
    let password = form.field("new_password", Password::parse(new, &personal));
    if password.is_some() && new != repeat {
        form.problem("repeat_password", Problem::PasswordsDiffer);
    }
    let password = form.finish(password)?;
    ctx.services.passwords.hash(&password).await
}

/// Looks at a link that makes an address that of an account, and whether the viewer owns the account. Errors:
/// [`AppError::TokenGone`], [`AppError::Invalid`] for a wrong password, [`AppError::NotLoggedIn`] where there is none.
pub(super) async fn owned_link(ctx: &Ctx, secret: &str, kinds: &[TokenKind], password: &str) -> Result<()> {
    let (token, user) = tokens::look(ctx, ctx.db().read(), secret, kinds).await?;
    let kind = token.kind.parse().map_err(|()| AppError::TokenGone)?;
    match tokens::proof(ctx, kind, &user) {
        Proof::Click => Ok(()),
        Proof::LogIn => Err(AppError::NotLoggedIn),
        Proof::Password if password.is_empty() => Err(AppError::field("password", Problem::Missing)),
        Proof::Password => match login::confirm(ctx, &user, password).await? {
            true => Ok(()),
            false => Err(AppError::field("password", Problem::WrongPassword)),
        },
    }
}

/// What is wrong with a password typed to confirm, if anything. Who has none confirms by having logged in just now.
pub(super) async fn right_password(ctx: &Ctx, user: &users::Model, typed: &str) -> Result<Result<(), Problem>> {
    if !user.has_password() {
        return Ok(if sessions::is_fresh(ctx).await? { Ok(()) } else { Err(Problem::LogInAgain) });
    }
    if typed.is_empty() {
        return Ok(Err(Problem::Missing));
    }
    Ok(if login::confirm(ctx, user, typed).await? { Ok(()) } else { Err(Problem::WrongPassword) })
}
