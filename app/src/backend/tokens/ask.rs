//! Asking for a link without being logged in. Nobody learns whether there is an account: what the answer waits for is the
//! same, and the rest is a job.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{enabled, mail};
use crate::{
    backend::{
        Ctx,
        entities::users,
        jobs::{self, Job},
        login,
        write::Once,
    },
    domain::{text::local_path, token::TokenKind, user::Email},
    error::{AppError, Result},
};

/// Has a link mailed to the address, if it is that of an account. Errors: [`AppError::Invalid`] for what is no address,
/// [`AppError::TooMany`], and [`AppError::NotFound`] on a site without mail.
pub async fn ask(ctx: &Ctx, kind: TokenKind, email: &str, next: &str) -> Result<()> {
    if !enabled(ctx) {
        return Err(AppError::NotFound);
    }
    let email = Email::parse(email).map_err(|problem| AppError::field("email", problem))?;
    login::limit_mails(ctx, email.as_str()).await?;
    let write = match ctx.once::<()>("tokens.ask").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let next = local_path(next).unwrap_or_default().to_owned();
    let job = Job::MailLink { kind, email: email.as_str().to_owned(), next };
    jobs::enqueue(write.txn(), &job, ctx.now()).await?;
    write.finish(()).await
}

/// Mails the link that somebody asked for, where there is an account. A login by link goes to verified addresses alone.
pub async fn mail_link(ctx: &Ctx, txn: &DatabaseTransaction, kind: TokenKind, email: &str, next: &str) -> Result<()> {
    let user = users::Entity::find().filter(users::Column::Email.eq(email)).one(txn).await?;
    match user {
        Some(user) if enabled(ctx) && (kind == TokenKind::Reset || user.email_verified_at.is_some()) => {
            mail(ctx, txn, kind, &user, email, next).await
        }
        _ => Ok(()),
    }
}
