//! The address of an account over HTTP: verified, and changed when both sides agree.

use leptos::prelude::*;

use crate::{domain::token::AddressState, error::Result};

/// My address, and the one that may replace it.
#[server(prefix = "/api", endpoint = "address/show")]
pub async fn show() -> Result<AddressState> {
    use crate::backend::{Ctx, accounts};
    Ctx::serve(|ctx| async move { accounts::address(&ctx).await }).await
}

/// Mails me the link that verifies my address once more.
#[server(prefix = "/api", endpoint = "address/ask")]
pub async fn ask() -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { accounts::ask_verification(&ctx).await }).await?;
    redirect_with("/settings/address", Flash::VerificationSent);
    Ok(())
}

/// Uses a mailed link up: the address is its owner's.
#[server(prefix = "/api", endpoint = "address/verify")]
pub async fn verify(#[server(default)] token: String, #[server(default)] password: String) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { accounts::verify(&ctx, &token, &password).await }).await?;
    redirect_with("/", Flash::AddressVerified);
    Ok(())
}

/// Asks both sides to confirm another address; without mail it is changed at once.
#[server(prefix = "/api", endpoint = "address/change")]
pub async fn change(#[server(default)] email: String, #[server(default)] password: String) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    let waits = Ctx::serve(|ctx| async move { accounts::change_address(&ctx, &email, &password).await }).await?;
    redirect_with("/settings/address", if waits { Flash::AddressAsked } else { Flash::AddressChanged });
    Ok(())
}

/// I keep my address after all.
#[server(prefix = "/api", endpoint = "address/keep")]
pub async fn keep() -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { accounts::keep_address(&ctx).await }).await?;
    redirect_with("/settings/address", Flash::AddressKept);
    Ok(())
}

/// One side confirms by a mailed link.
#[server(prefix = "/api", endpoint = "address/confirm")]
pub async fn confirm(#[server(default)] token: String, #[server(default)] password: String) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    let changed = Ctx::serve(|ctx| async move { accounts::confirm_address(&ctx, &token, &password).await }).await?;
    redirect_with("/", if changed { Flash::AddressChanged } else { Flash::AddressHalf });
    Ok(())
}

/// One side stops the change by a mailed link.
#[server(prefix = "/api", endpoint = "address/stop")]
pub async fn stop(#[server(default)] token: String) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { accounts::stop_address(&ctx, &token).await }).await?;
    redirect_with("/", Flash::AddressKept);
    Ok(())
}
