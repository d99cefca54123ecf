//! Accounts: made, shown, changed. (Their end is in [`deletion`].)

mod deletion;

pub use deletion::{delete, deletion_preview};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use super::{Ctx, db, entities::users, login, pictures, sessions, write::Once};
use crate::{
    domain::{
        Form, Problem, UserId,
        password::Password,
        picture::Purpose,
        user::{Account, ProfileChange, Signup},
    },
    error::{AppError, Result},
};

/// Makes an account. A repeat gets the same account, if it brings the same password.
/// Errors: [`AppError::Invalid`] where the username, the e-mail or the photo cannot be had.
pub async fn sign_up(ctx: &Ctx, signup: Signup) -> Result<UserId> {
    let password_hash = ctx.services.passwords.hash(&signup.password).await?;
    let write = match ctx.once::<UserId>("accounts.sign_up").await? {
        Once::First(write) => write,
        Once::Again(id) => return same_person(ctx, id, &signup.password).await,
    };
    refuse_taken(write.txn(), &signup).await?;
    if let Some(photo) = signup.photo {
        pictures::claim(write.txn(), photo, Purpose::Profile).await?;
    }
    let id = UserId::new();
    let row = users::ActiveModel {
        id: Set(id.0),
        username: Set(signup.username.as_str().to_owned()),
        email: Set(signup.email.as_str().to_owned()),
        email_verified_at: Set(None),
        display_name: Set(signup.display_name.as_str().to_owned()),
        bio: Set(String::new()),
        password_hash: Set(password_hash),
        photo_id: Set(signup.photo.map(|photo| photo.0)),
        muted_notifications: Set(String::new()),
        admin: Set(false),
        created_at: Set(ctx.now()),
    };
    match users::Entity::insert(row).exec_without_returning(write.txn()).await {
        Ok(_) => write.finish(id).await,
        Err(error) => {
            drop(write);
            Err(faster(ctx, &signup, error).await)
        }
    }
}

/// Whoever repeats a sign-up gets in with the password alone.
async fn same_person(ctx: &Ctx, id: UserId, password: &Password) -> Result<UserId> {
    let user = users::Entity::find_by_id(id.0).one(ctx.db().read()).await?.ok_or(AppError::WrongLogin)?;
    if ctx.services.passwords.verify(Some(&user.password_hash), password.reveal()).await? {
        Ok(id)
    } else {
        Err(AppError::WrongLogin)
    }
}

async fn refuse_taken<C: ConnectionTrait>(db: &C, signup: &Signup) -> Result<()> {
    let (username, email) = (signup.username.as_str(), signup.email.as_str());
    let same = Condition::any().add(users::Column::Username.eq(username)).add(users::Column::Email.eq(email));
    let found = users::Entity::find().filter(same).all(db).await?;
    let mut form = Form::default();
    if found.iter().any(|user| user.username == username) {
        form.problem("username", Problem::Taken);
    }
    if found.iter().any(|user| user.email == email) {
        form.problem("email", Problem::Taken);
    }
    Ok(form.finish(Some(()))?)
}

/// Another sign-up took the name since we looked. The transaction is over (PostgreSQL aborts it), so we look outside of it.
async fn faster(ctx: &Ctx, signup: &Signup, error: DbErr) -> AppError {
    if !db::is_taken(&error) {
        return error.into();
    }
    refuse_taken(ctx.db().write(), signup).await.err().unwrap_or(AppError::Busy)
}

/// My own account.
pub async fn account(ctx: &Ctx) -> Result<Account> {
    let user = me(ctx, ctx.db().read()).await?;
    Ok(Account { person: user.person(), email: user.email, bio: user.bio })
}

async fn me<C: ConnectionTrait>(ctx: &Ctx, db: &C) -> Result<users::Model> {
    users::Entity::find_by_id(ctx.user()?.id.0).one(db).await?.ok_or(AppError::NotLoggedIn)
}

/// Changes my name, words and photo. A photo that is replaced or removed is given up.
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
        pictures::release(txn, before.photo_id).await?;
    }
    write.finish(()).await
}

/// Changes my password and ends my other sessions.
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
        .filter(users::Column::PasswordHash.eq(user.password_hash))
        .exec(write.txn())
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Busy);
    }
    sessions::delete_others(ctx, write.txn()).await?;
    write.finish(()).await
}

/// Gives an account a new password and ends all its sessions, for the person who runs the site.
pub async fn reset_password(ctx: &Ctx, username: &str, new: &str) -> Result<()> {
    let user = users::Entity::find().filter(users::Column::Username.eq(username)).one(ctx.db().read()).await?;
    let user = user.ok_or_else(|| AppError::field("username", Problem::NoSuchUser))?;
    let password = Password::parse(new, &[]).map_err(|problem| AppError::field("new_password", problem))?;
    let password_hash = ctx.services.passwords.hash(&password).await?;
    let txn = ctx.db().begin().await?;
    users::Entity::update_many()
        .col_expr(users::Column::PasswordHash, Expr::value(password_hash))
        .filter(users::Column::Id.eq(user.id))
        .exec(&txn)
        .await?;
    sessions::delete_all(&txn, user.id).await?;
    txn.commit().await?;
    Ok(())
}

/// Lets somebody look after the whole site, or no longer, for the person who runs it.
pub async fn set_admin(ctx: &Ctx, username: &str, admin: bool) -> Result<()> {
    let user = users::Entity::find().filter(users::Column::Username.eq(username)).one(ctx.db().read()).await?;
    let user = user.ok_or_else(|| AppError::field("username", Problem::NoSuchUser))?;
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
    let personal = [user.username.as_str(), &user.email, &user.display_name];
    let password = form.field("new_password", Password::parse(new, &personal));
    if password.is_some() && new != repeat {
        form.problem("repeat_password", Problem::PasswordsDiffer);
    }
    let password = form.finish(password)?;
    ctx.services.passwords.hash(&password).await
}

/// What is wrong with a password typed to confirm, if anything.
async fn right_password(ctx: &Ctx, user: &users::Model, typed: &str) -> Result<Result<(), Problem>> {
    if typed.is_empty() {
        return Ok(Err(Problem::Missing));
    }
    Ok(if login::confirm(ctx, user, typed).await? { Ok(()) } else { Err(Problem::WrongPassword) })
}
