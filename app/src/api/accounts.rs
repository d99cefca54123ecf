//! Accounts over HTTP: in, out, and the settings.

use leptos::prelude::*;

use crate::{
    domain::user::{self, ProfileForm, SignupForm},
    error::Result,
};

/// Makes an account, logs in, and goes on to `next`.
#[server(prefix = "/api", endpoint = "accounts/sign_up")]
pub async fn sign_up(#[server(flatten)] form: SignupForm, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with, sessions},
        domain::{flash::Flash, text::local_path},
    };
    Ctx::serve(|ctx| async move {
        let user = accounts::sign_up(&ctx, form.parse()?).await?;
        sessions::begin(&ctx, user).await
    })
    .await?;
    redirect_with(local_path(&next).unwrap_or("/"), Flash::Welcome);
    Ok(())
}

/// Logs in by e-mail or username, and goes on to `next`; where the account asks for it, after a second step.
#[server(prefix = "/api", endpoint = "accounts/log_in")]
pub async fn log_in(
    #[server(default)] login: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect, login, sessions},
        domain::text::local_path,
        error::AppError,
    };
    Ctx::serve(|ctx| async move {
        let user = login::log_in(&ctx, &login, &password).await?;
        if sessions::enter(&ctx, &user).await? { Ok(()) } else { Err(AppError::SecondFactor) }
    })
    .await?;
    redirect(local_path(&next).unwrap_or("/"));
    Ok(())
}

#[server(prefix = "/api", endpoint = "accounts/log_out")]
pub async fn log_out() -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, sessions},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { sessions::end_current(&ctx).await }).await?;
    redirect_with("/", Flash::LoggedOut);
    Ok(())
}

#[server(prefix = "/api", endpoint = "accounts/account")]
pub async fn account() -> Result<user::Account> {
    use crate::backend::{Ctx, accounts};
    Ctx::serve(|ctx| async move { accounts::account(&ctx).await }).await
}

#[server(prefix = "/api", endpoint = "accounts/change_profile")]
pub async fn change_profile(#[server(flatten)] form: ProfileForm) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { accounts::change_profile(&ctx, form.parse()?).await }).await?;
    redirect_with("/settings", Flash::ProfileSaved);
    Ok(())
}

#[server(prefix = "/api", endpoint = "accounts/change_password")]
pub async fn change_password(
    #[server(default)] current_password: String,
    #[server(default)] new_password: String,
    #[server(default)] repeat_password: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move {
        accounts::change_password(&ctx, &current_password, &new_password, &repeat_password).await
    })
    .await?;
    redirect_with("/settings/password", Flash::PasswordChanged);
    Ok(())
}

#[server(prefix = "/api", endpoint = "accounts/deletion_preview")]
pub async fn deletion_preview() -> Result<user::DeletionPreview> {
    use crate::backend::{Ctx, accounts};
    Ctx::serve(|ctx| async move { accounts::deletion_preview(&ctx).await }).await
}

/// Deletes the account, if its password was typed: at once, or when the time to come back is past.
#[server(prefix = "/api", endpoint = "accounts/delete")]
pub async fn delete(#[server(default)] password: String) -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with, sessions},
        domain::flash::Flash,
    };
    let leaves_at = Ctx::serve(|ctx| async move {
        let leaves_at = accounts::delete(&ctx, &password).await?;
        sessions::end_current(&ctx).await.map(|()| leaves_at)
    })
    .await?;
    redirect_with("/", if leaves_at.is_some() { Flash::AccountLeaves } else { Flash::AccountDeleted });
    Ok(())
}

/// Takes back that the account shall be deleted.
#[server(prefix = "/api", endpoint = "accounts/stay")]
pub async fn stay() -> Result<()> {
    use crate::{
        backend::{Ctx, accounts, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { accounts::stay(&ctx).await }).await?;
    redirect_with("/", Flash::AccountStays);
    Ok(())
}

/// Nothing is at this address: gives the page the status that says so.
#[server(prefix = "/api", endpoint = "accounts/not_found")]
pub async fn not_found() -> Result<()> {
    use crate::{backend::Ctx, error::AppError};
    Ctx::serve(|_| async move { Err(AppError::NotFound) }).await
}
