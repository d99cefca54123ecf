//! Mailed links over HTTP: asked for, looked at, and used. Looking uses nothing up, for mail programs look at links too.

use leptos::prelude::*;

use crate::{domain::token::OpenLink, error::Result};

/// Has the link to a new password mailed.
#[server(prefix = "/api", endpoint = "links/ask_reset")]
pub async fn ask_reset(#[server(default)] email: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, tokens},
        domain::{flash::Flash, token::TokenKind},
    };
    Ctx::serve(|ctx| async move { tokens::ask(&ctx, TokenKind::Reset, &email, "").await }).await?;
    redirect_with("/login", Flash::LinkAsked);
    Ok(())
}

/// Has a link mailed that logs in and goes on to `next`.
#[server(prefix = "/api", endpoint = "links/ask_login")]
pub async fn ask_login(#[server(default)] email: String, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, tokens},
        domain::{flash::Flash, token::TokenKind},
    };
    Ctx::serve(|ctx| async move { tokens::ask(&ctx, TokenKind::MagicLink, &email, &next).await }).await?;
    redirect_with("/login", Flash::LinkAsked);
    Ok(())
}

/// What a link to a new password is about.
#[server(prefix = "/api", endpoint = "links/reset")]
pub async fn reset(#[server(default)] token: String) -> Result<OpenLink> {
    use crate::{
        backend::{Ctx, tokens},
        domain::token::TokenKind,
    };
    Ctx::serve(|ctx| async move { tokens::open(&ctx, &token, &[TokenKind::Reset]).await }).await
}

/// Whom a link logs in.
#[server(prefix = "/api", endpoint = "links/login")]
pub async fn login(#[server(default)] token: String) -> Result<OpenLink> {
    use crate::{
        backend::{Ctx, tokens},
        domain::token::TokenKind,
    };
    Ctx::serve(|ctx| async move { tokens::open(&ctx, &token, &[TokenKind::MagicLink]).await }).await
}

/// Which address a link verifies.
#[server(prefix = "/api", endpoint = "links/verification")]
pub async fn verification(#[server(default)] token: String) -> Result<OpenLink> {
    use crate::{
        backend::{Ctx, tokens},
        domain::token::TokenKind,
    };
    Ctx::serve(|ctx| async move { tokens::open(&ctx, &token, &[TokenKind::Verify]).await }).await
}

/// Which change of address a link confirms, and for which side.
#[server(prefix = "/api", endpoint = "links/address")]
pub async fn address(#[server(default)] token: String) -> Result<OpenLink> {
    use crate::{
        backend::{Ctx, tokens},
        domain::token::TokenKind,
    };
    let sides = [TokenKind::OldAddress, TokenKind::NewAddress];
    Ctx::serve(|ctx| async move { tokens::open(&ctx, &token, &sides).await }).await
}

/// Sets a new password by a mailed link.
#[server(prefix = "/api", endpoint = "links/set_password")]
pub async fn set_password(
    #[server(default)] token: String,
    #[server(default)] new_password: String,
    #[server(default)] repeat_password: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { accounts::reset(&ctx, &token, &new_password, &repeat_password).await }).await?;
    redirect_with("/login", Flash::PasswordReset);
    Ok(())
}

/// Logs in by a mailed link, and goes on to `next`; where the account asks for it, after a second step.
#[server(prefix = "/api", endpoint = "links/log_in")]
pub async fn log_in(#[server(default)] token: String, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect, login, sessions},
        domain::text::{local_path, with_next},
    };
    let entered = Ctx::serve(|ctx| async move {
        let user = login::by_link(&ctx, &token).await?;
        sessions::enter(&ctx, &user).await
    })
    .await?;
    let next = local_path(&next).unwrap_or("/");
    redirect(&if entered { next.to_owned() } else { with_next("/login", next) });
    Ok(())
}
