//! Accounts elsewhere over HTTP. (The way to the provider and back is in the server's routes.)

use leptos::prelude::*;

use crate::{
    domain::login::{Arrival, ArrivalForm, LoginsState, WaitingLogin},
    error::Result,
};

/// My accounts elsewhere.
#[server(prefix = "/api", endpoint = "logins/show")]
pub async fn show() -> Result<LoginsState> {
    use crate::backend::{Ctx, logins};
    Ctx::serve(|ctx| async move { logins::state(&ctx).await }).await
}

/// Somebody who comes from elsewhere for the first time.
#[server(name = ReadArrival, prefix = "/api", endpoint = "logins/arrival")]
pub async fn arrival() -> Result<Arrival> {
    use crate::backend::{Ctx, logins};
    Ctx::serve(|ctx| async move { logins::arrival(&ctx).await }).await
}

/// The account elsewhere that waits to be connected to mine.
#[server(prefix = "/api", endpoint = "logins/waiting")]
pub async fn waiting() -> Result<WaitingLogin> {
    use crate::backend::{Ctx, logins};
    Ctx::serve(|ctx| async move { logins::waiting(&ctx).await }).await
}

/// Makes an account for somebody who comes from elsewhere, and goes on to `next`.
#[server(prefix = "/api", endpoint = "logins/sign_up")]
pub async fn sign_up(#[server(flatten)] form: ArrivalForm, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, logins},
        domain::{flash::Flash, text::local_path},
    };
    Ctx::serve(|ctx| async move { logins::sign_up(&ctx, &form).await }).await?;
    redirect_with(local_path(&next).unwrap_or("/"), Flash::Welcome);
    Ok(())
}

/// Connects the account elsewhere to the one here whose password was typed, and goes on to `next`.
#[server(prefix = "/api", endpoint = "logins/link")]
pub async fn link(#[server(default)] password: String, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{
            Ctx,
            ctx::{redirect, redirect_with},
            logins,
        },
        domain::{
            flash::Flash,
            text::{local_path, with_next},
        },
    };
    let entered = Ctx::serve(|ctx| async move { logins::link(&ctx, &password).await }).await?;
    match local_path(&next).unwrap_or("/") {
        next if entered => redirect_with(next, Flash::LoginConnected),
        next => redirect(&with_next("/login", next)),
    }
    Ok(())
}

/// Connects the account elsewhere that waits to mine.
#[server(prefix = "/api", endpoint = "logins/connect")]
pub async fn connect(#[server(default)] password: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, logins},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { logins::connect(&ctx, &password).await }).await?;
    redirect_with("/settings/logins", Flash::LoginConnected);
    Ok(())
}

#[server(prefix = "/api", endpoint = "logins/disconnect")]
pub async fn disconnect(#[server(default)] id: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, logins},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { logins::disconnect(&ctx, &id).await }).await?;
    redirect_with("/settings/logins", Flash::LoginDisconnected);
    Ok(())
}
