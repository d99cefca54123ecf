//! Parties over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        PartyId,
        party::{PartyForm, PartyPage, PartySummary, Tab},
    },
    error::Result,
};

#[server(prefix = "/api", endpoint = "parties/show")]
pub async fn show(party: PartyId) -> Result<PartyPage> {
    use crate::backend::{Ctx, parties};
    Ctx::serve(|ctx| async move { parties::show(&ctx, party).await }).await
}

#[server(prefix = "/api", endpoint = "parties/list")]
pub async fn list(tab: Tab, after: Option<String>) -> Result<PartySummary> {
    use crate::backend::{Ctx, parties};
    Ctx::serve(|ctx| async move { parties::list(&ctx, tab, after.as_deref()).await }).await
}

/// The form for a new party.
#[server(prefix = "/api", endpoint = "parties/blank")]
pub async fn blank() -> Result<PartyForm> {
    use crate::backend::{Ctx, parties};
    Ctx::serve(|ctx| async move { parties::blank(&ctx).await }).await
}

#[server(prefix = "/api", endpoint = "parties/create")]
pub async fn create(#[server(flatten)] form: PartyForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, parties},
        domain::flash::Flash,
    };
    let id = Ctx::serve(|ctx| async move {
        ctx.user()?;
        parties::create(&ctx, form.parse()?).await
    })
    .await?;
    redirect_with(&format!("/p/{id}/guests"), Flash::PartyMade);
    Ok(())
}

/// The party as its form shows it.
#[server(prefix = "/api", endpoint = "parties/form")]
pub async fn form(party: PartyId) -> Result<PartyForm> {
    use crate::backend::{Ctx, parties};
    Ctx::serve(|ctx| async move { parties::form(&ctx, party).await }).await
}

/// Saves the form; with `tell`, guests get a mail if time or place are other ones now.
#[server(prefix = "/api", endpoint = "parties/update")]
pub async fn update(party: PartyId, #[server(default)] tell: String, #[server(flatten)] form: PartyForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, parties},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move {
        ctx.user()?;
        parties::update(&ctx, party, form.parse()?, !tell.is_empty()).await
    })
    .await?;
    redirect_with(&format!("/p/{party}"), Flash::PartySaved);
    Ok(())
}

#[server(prefix = "/api", endpoint = "parties/duplicate")]
pub async fn duplicate(party: PartyId) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, parties},
        domain::flash::Flash,
    };
    let copy = Ctx::serve(|ctx| async move { parties::duplicate(&ctx, party).await }).await?;
    redirect_with(&format!("/p/{copy}/edit"), Flash::PartyDuplicated);
    Ok(())
}

/// Calls the party off; `scope` says whether later dates of its series are, too.
#[server(prefix = "/api", endpoint = "parties/cancel")]
pub async fn cancel(party: PartyId, #[server(default)] scope: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, parties},
        domain::{flash::Flash, series::Scope},
        error::AppError,
    };
    Ctx::serve(|ctx| async move {
        let scope: Scope = scope.parse().map_err(|problem| AppError::field("scope", problem))?;
        parties::cancel(&ctx, party, scope).await
    })
    .await?;
    redirect_with(&format!("/p/{party}"), Flash::PartyCancelled);
    Ok(())
}

/// Takes that back.
#[server(prefix = "/api", endpoint = "parties/revive")]
pub async fn revive(party: PartyId, #[server(default)] scope: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, parties},
        domain::{flash::Flash, series::Scope},
        error::AppError,
    };
    Ctx::serve(|ctx| async move {
        let scope: Scope = scope.parse().map_err(|problem| AppError::field("scope", problem))?;
        parties::revive(&ctx, party, scope).await
    })
    .await?;
    redirect_with(&format!("/p/{party}"), Flash::PartyRevived);
    Ok(())
}

/// Deletes the party, if its title was typed.
#[server(prefix = "/api", endpoint = "parties/delete")]
pub async fn delete(party: PartyId, #[server(default)] title: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, parties},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { parties::delete(&ctx, party, &title).await }).await?;
    redirect_with("/parties?tab=hosting", Flash::PartyDeleted);
    Ok(())
}
