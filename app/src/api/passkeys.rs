//! Passkeys over HTTP. Scripts ask for a challenge; what the device makes of it comes back in a form.

use leptos::prelude::*;
use serde_json::Value;

use crate::{domain::passkey::PasskeysState, error::Result};

/// My passkeys.
#[server(prefix = "/api", endpoint = "passkeys/show")]
pub async fn show() -> Result<PasskeysState> {
    use crate::backend::{Ctx, passkeys};
    Ctx::serve(|ctx| async move { passkeys::state(&ctx).await }).await
}

/// A challenge for a new passkey, if the rest of the form is right.
#[server(prefix = "/api", endpoint = "passkeys/begin_add")]
pub async fn begin_add(#[server(default)] name: String, #[server(default)] password: String) -> Result<Value> {
    use crate::backend::{Ctx, passkeys};
    Ctx::serve(|ctx| async move { passkeys::begin_add(&ctx, &name, &password).await }).await
}

/// Adds the passkey that my device has made.
#[server(prefix = "/api", endpoint = "passkeys/add")]
pub async fn add(
    #[server(default)] name: String,
    #[server(default)] password: String,
    #[server(default)] credential: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, passkeys},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { passkeys::add(&ctx, &name, &password, &credential).await }).await?;
    redirect_with("/settings/passkeys", Flash::PasskeyAdded);
    Ok(())
}

#[server(prefix = "/api", endpoint = "passkeys/rename")]
pub async fn rename(#[server(default)] id: String, #[server(default)] name: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, passkeys},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { passkeys::rename(&ctx, &id, &name).await }).await?;
    redirect_with("/settings/passkeys", Flash::PasskeyRenamed);
    Ok(())
}

#[server(prefix = "/api", endpoint = "passkeys/remove")]
pub async fn remove(#[server(default)] id: String, #[server(default)] password: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, passkeys},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { passkeys::remove(&ctx, &id, &password).await }).await?;
    redirect_with("/settings/passkeys", Flash::PasskeyRemoved);
    Ok(())
}

/// Asks for a passkey after the password from now on; an empty `on` no longer.
#[server(prefix = "/api", endpoint = "passkeys/second_factor")]
pub async fn second_factor(#[server(default)] on: String, #[server(default)] password: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, passkeys},
        domain::flash::Flash,
    };
    let on = !on.is_empty();
    Ctx::serve(|ctx| async move { passkeys::second_factor(&ctx, on, &password).await }).await?;
    redirect_with("/settings/passkeys", if on { Flash::SecondFactorOn } else { Flash::SecondFactorOff });
    Ok(())
}

/// Makes new recovery codes.
#[server(prefix = "/api", endpoint = "passkeys/new_codes")]
pub async fn new_codes(#[server(default)] password: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, passkeys},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { passkeys::new_codes(&ctx, &password).await }).await?;
    redirect_with("/settings/passkeys", Flash::CodesMade);
    Ok(())
}

/// A challenge for whoever has a passkey.
#[server(prefix = "/api", endpoint = "passkeys/begin_login")]
pub async fn begin_login() -> Result<Value> {
    use crate::backend::{Ctx, passkeys};
    Ctx::serve(|ctx| async move { passkeys::begin_login(&ctx).await }).await
}

/// Logs in with a passkey alone, and goes on to `next`.
#[server(prefix = "/api", endpoint = "passkeys/log_in")]
pub async fn log_in(#[server(default)] credential: String, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect, passkeys, sessions},
        domain::text::local_path,
    };
    Ctx::serve(|ctx| async move {
        let user = passkeys::log_in(&ctx, &credential).await?;
        sessions::begin(&ctx, user.id.into()).await
    })
    .await?;
    redirect(local_path(&next).unwrap_or("/"));
    Ok(())
}

/// A challenge for the second step.
#[server(prefix = "/api", endpoint = "passkeys/begin_second")]
pub async fn begin_second() -> Result<Value> {
    use crate::backend::{Ctx, passkeys};
    Ctx::serve(|ctx| async move { passkeys::begin_second(&ctx).await }).await
}

/// The second step of a login, by passkey or by recovery code; goes on to `next`.
#[server(prefix = "/api", endpoint = "passkeys/second")]
pub async fn second(
    #[server(default)] credential: String,
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect, passkeys, sessions},
        domain::text::local_path,
    };
    Ctx::serve(|ctx| async move {
        let user = if credential.is_empty() {
            passkeys::by_code(&ctx, &code).await?
        } else {
            passkeys::by_passkey(&ctx, &credential).await?
        };
        sessions::begin(&ctx, user.id.into()).await
    })
    .await?;
    redirect(local_path(&next).unwrap_or("/"));
    Ok(())
}
