//! New accounts.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
};

use super::verification::claim_invites;
use crate::{
    backend::{Ctx, db, entities::users, pictures, tokens, write::Once},
    domain::{
        Form, PictureId, Problem, UserId,
        password::Password,
        picture::Purpose,
        token::TokenKind,
        user::{DisplayName, Email, Signup, Username},
    },
    error::{AppError, Result},
};

/// An account to be made.
pub struct NewRow<'a> {
    pub username: &'a Username,
    pub email: &'a Email,
    pub display_name: &'a DisplayName,
    /// Empty for none.
    pub password_hash: String,
    pub photo: Option<PictureId>,
    /// Somebody has shown that the address is theirs.
    pub verified: bool,
}

/// Why an account was not made.
pub enum NotMade {
    Refused(AppError),
    /// Another one took the name since we looked. On PostgreSQL that ends the transaction.
    Faster,
}

impl From<AppError> for NotMade {
    fn from(error: AppError) -> Self {
        Self::Refused(error)
    }
}

impl From<DbErr> for NotMade {
    fn from(error: DbErr) -> Self {
        Self::Refused(error.into())
    }
}

/// Makes an account. A repeat gets the same account, if it brings the same password.
/// Errors: [`AppError::Invalid`] where the username, the e-mail or the photo cannot be had.
pub async fn sign_up(ctx: &Ctx, signup: Signup) -> Result<UserId> {
    let password_hash = ctx.services.passwords.hash(&signup.password).await?;
    let write = match ctx.once::<UserId>("accounts.sign_up").await? {
        Once::First(write) => write,
        Once::Again(id) => return same_person(ctx, id, &signup.password).await,
    };
    let row = NewRow {
        username: &signup.username,
        email: &signup.email,
        display_name: &signup.display_name,
        password_hash,
        photo: signup.photo,
        verified: false,
    };
    match insert(ctx, write.txn(), &row).await {
        Ok(user) => write.finish(UserId(user.id)).await,
        Err(not_made) => {
            drop(write);
            Err(why(ctx, &row, not_made).await)
        }
    }
}

/// Makes an account with the transaction: an address that is not verified gets a mail, one that is its invitations.
pub async fn insert(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    new: &NewRow<'_>,
) -> std::result::Result<users::Model, NotMade> {
    refuse_taken(txn, new).await?;
    if let Some(photo) = new.photo {
        pictures::claim(txn, photo, Purpose::Profile).await?;
    }
    let id = UserId::new();
    match users::Entity::insert(row(ctx, id, new)).exec_without_returning(txn).await {
        Ok(_) => {}
        Err(error) if db::is_taken(&error) => return Err(NotMade::Faster),
        Err(error) => return Err(error.into()),
    }
    let user = users::Entity::find_by_id(id.0).one(txn).await?.ok_or(AppError::Internal)?;
    if new.verified {
        claim_invites(ctx, txn, &user, &user.email).await?;
    } else if tokens::enabled(ctx) {
        tokens::mail(ctx, txn, TokenKind::Verify, &user, &user.email, "").await?;
    }
    Ok(user)
}

/// What the person is told whose account was not made, when the transaction is over.
pub async fn why(ctx: &Ctx, new: &NewRow<'_>, not_made: NotMade) -> AppError {
    match not_made {
        NotMade::Refused(error) => error,
        NotMade::Faster => refuse_taken(ctx.db().write(), new).await.err().unwrap_or(AppError::Busy),
    }
}

fn row(ctx: &Ctx, id: UserId, new: &NewRow<'_>) -> users::ActiveModel {
    users::ActiveModel {
        id: Set(id.0),
        username: Set(new.username.as_str().to_owned()),
        email: Set(new.email.as_str().to_owned()),
        email_verified_at: Set(new.verified.then(|| ctx.now())),
        display_name: Set(new.display_name.as_str().to_owned()),
        bio: Set(String::new()),
        password_hash: Set(new.password_hash.clone()),
        photo_id: Set(new.photo.map(|photo| photo.0)),
        muted_notifications: Set(String::new()),
        admin: Set(false),
        untaggable: Set(false),
        created_at: Set(ctx.now()),
        second_factor: Set(false),
        leaves_at: Set(None),
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

async fn refuse_taken<C: ConnectionTrait>(db: &C, new: &NewRow<'_>) -> Result<()> {
    let (username, email) = (new.username.as_str(), new.email.as_str());
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
