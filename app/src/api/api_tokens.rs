//! API tokens over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        ApiTokenId,
        api_token::{TokenForm, TokenInfo},
    },
    error::Result,
};

/// My tokens.
#[server(prefix = "/api", endpoint = "api_tokens/list")]
pub async fn list() -> Result<Vec<TokenInfo>> {
    use crate::backend::{Ctx, api_tokens};
    Ctx::serve(|ctx| async move { api_tokens::list(&ctx).await }).await
}

/// Makes a token, which the page then shows for a few minutes.
#[server(prefix = "/api", endpoint = "api_tokens/create")]
pub async fn create(#[server(flatten)] form: TokenForm) -> Result<()> {
    use crate::{
        backend::{Ctx, api_tokens, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move {
        ctx.user()?;
        api_tokens::create(&ctx, form.parse()?).await
    })
    .await?;
    redirect_with("/settings/tokens", Flash::TokenMade);
    Ok(())
}

/// Removes one of the viewer's tokens.
#[server(prefix = "/api", endpoint = "api_tokens/remove")]
pub async fn remove(token: ApiTokenId) -> Result<()> {
    use crate::{
        backend::{Ctx, api_tokens, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { api_tokens::remove(&ctx, token).await }).await?;
    redirect_with("/settings/tokens", Flash::TokenRemoved);
    Ok(())
}
