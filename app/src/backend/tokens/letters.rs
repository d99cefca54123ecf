//! The mails that carry links.

use sea_orm::ConnectionTrait;

use crate::{
    backend::{
        Ctx,
        entities::users,
        links,
        mail::{self, Button, Letter, languages},
    },
    domain::{
        mail::{MailKind, words},
        text::with_next,
        token::TokenKind,
        user::Email,
    },
    error::{AppError, Result},
};

pub use crate::backend::mail::enabled;

/// Writes the mail with the link. About another address it goes to the old one, or to the new one.
pub(super) async fn post<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    kind: TokenKind,
    user: &users::Model,
    email: &str,
    secret: &str,
    next: &str,
) -> Result<()> {
    let to = if kind == TokenKind::OldAddress { user.email.as_str() } else { email };
    let to = Email::parse(to).map_err(|_| AppError::Internal)?;
    let language = languages::of(ctx, db, to.as_str()).await?;
    let words = words::link(language, kind, &format!("@{}", user.username), email);
    let cause = format!("{} {}", kind.code(), links::hash(secret));
    let letter = Letter {
        language,
        paragraphs: words.paragraphs,
        button: Some(Button { label: words.button, url: ctx.links().absolute(&with_next(&kind.path(secret), next)) }),
        user: Some(user.id),
        expires_at: Some(ctx.now() + kind.lifetime()),
        ..Letter::new(mail_kind(kind), to, user.display_name.clone(), words.subject, cause)
    };
    mail::post(ctx, db, letter).await
}

fn mail_kind(kind: TokenKind) -> MailKind {
    match kind {
        TokenKind::Verify => MailKind::Verify,
        TokenKind::Reset => MailKind::Reset,
        TokenKind::MagicLink => MailKind::MagicLink,
        TokenKind::OldAddress | TokenKind::NewAddress => MailKind::AddressChange,
    }
}
