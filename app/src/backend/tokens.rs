//! Links that are mailed: made, looked at, used once. The database keeps only the hash of what makes them secret.

mod ask;
mod letters;

pub use ask::{ask, mail_link};
pub use letters::enabled;

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Ctx,
    entities::{address_changes, mailed_tokens, users},
    links,
};
use crate::{
    domain::token::{OpenLink, Proof, TokenKind},
    error::{AppError, Result},
};

/// 160 random bits.
const SECRET: usize = 20;

/// Makes a link about an address of the account and mails it; an older one of its kind ends. `next` is where a login goes
/// on to. (2 queries, and those of the mail.)
pub async fn mail<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    kind: TokenKind,
    user: &users::Model,
    email: &str,
    next: &str,
) -> Result<()> {
    end(db, user.id, &[kind]).await?;
    let secret = bs58::encode(rand::random::<[u8; SECRET]>()).into_string();
    let row = mailed_tokens::ActiveModel {
        token_hash: Set(links::hash(&secret)),
        kind: Set(kind.code().to_owned()),
        user_id: Set(user.id),
        email: Set(email.to_owned()),
        created_at: Set(ctx.now()),
        expires_at: Set(ctx.now() + kind.lifetime()),
    };
    mailed_tokens::Entity::insert(row).exec_without_returning(db).await?;
    letters::post(ctx, db, kind, user, email, &secret, next).await
}

/// What a link is about, which is not used up by that (1 query). Errors: [`AppError::TokenGone`].
pub async fn look<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    secret: &str,
    kinds: &[TokenKind],
) -> Result<(mailed_tokens::Model, users::Model)> {
    let found = mailed_tokens::Entity::find_by_id(links::hash(secret))
        .filter(mailed_tokens::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .filter(mailed_tokens::Column::ExpiresAt.gt(ctx.now()))
        .find_also_related(users::Entity)
        .one(db)
        .await?;
    match found {
        Some((token, Some(user))) => Ok((token, user)),
        _ => Err(AppError::TokenGone),
    }
}

/// The same for the page of the link.
pub async fn open(ctx: &Ctx, secret: &str, kinds: &[TokenKind]) -> Result<OpenLink> {
    let (token, user) = look(ctx, ctx.db().read(), secret, kinds).await?;
    let kind = token.kind.parse().map_err(|()| AppError::TokenGone)?;
    let proof = proof(ctx, kind, &user);
    Ok(OpenLink { kind, email: token.email, username: user.username, name: user.display_name, proof })
}

/// What the viewer has to show besides the link.
pub fn proof(ctx: &Ctx, kind: TokenKind, user: &users::Model) -> Proof {
    let mine = ctx.user.as_ref().is_some_and(|me| me.id.0 == user.id);
    match (kind.gives_an_address() && !mine, user.has_password()) {
        (false, _) => Proof::Click,
        (true, true) => Proof::Password,
        (true, false) => Proof::LogIn,
    }
}

/// Uses a link up: of all who try at the same time one gets it (2 queries). Errors: [`AppError::TokenGone`].
pub async fn take<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    secret: &str,
    kinds: &[TokenKind],
) -> Result<(mailed_tokens::Model, users::Model)> {
    let (token, user) = look(ctx, db, secret, kinds).await?;
    let taken = mailed_tokens::Entity::delete_by_id(&token.token_hash).exec(db).await?;
    if taken.rows_affected == 1 { Ok((token, user)) } else { Err(AppError::TokenGone) }
}

/// Ends the links of these kinds (1 query).
pub async fn end<C: ConnectionTrait>(db: &C, user: Uuid, kinds: &[TokenKind]) -> Result<()> {
    mailed_tokens::Entity::delete_many()
        .filter(mailed_tokens::Column::UserId.eq(user))
        .filter(mailed_tokens::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .exec(db)
        .await?;
    Ok(())
}

/// After a new password no link gets in any more, and no address is changed that was asked for before (2 queries).
pub async fn end_ways_in<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<()> {
    let ways = [TokenKind::Reset, TokenKind::MagicLink, TokenKind::OldAddress, TokenKind::NewAddress];
    end(db, user, &ways).await?;
    address_changes::Entity::delete_by_id(user).exec(db).await?;
    Ok(())
}
