//! Sessions over HTTP.

use leptos::prelude::*;

use crate::{domain::user::SessionInfo, error::Result};

#[server(prefix = "/api", endpoint = "sessions/list")]
pub async fn list() -> Result<Vec<SessionInfo>> {
    use crate::backend::{Ctx, sessions};
    Ctx::serve(|ctx| async move { sessions::list(&ctx).await }).await
}

/// Ends one of the viewer's sessions.
#[server(prefix = "/api", endpoint = "sessions/end")]
pub async fn end(#[server(default)] handle: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, sessions},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { sessions::end(&ctx, &handle).await }).await?;
    redirect_with("/settings/sessions", Flash::SessionEnded);
    Ok(())
}

/// Ends all of the viewer's sessions but this one.
#[server(prefix = "/api", endpoint = "sessions/end_others")]
pub async fn end_others() -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, sessions},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { sessions::end_others(&ctx).await }).await?;
    redirect_with("/settings/sessions", Flash::OtherSessionsEnded);
    Ok(())
}
