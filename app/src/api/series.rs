//! Parties that repeat, over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        PartyId,
        series::{MoreForm, RepeatForm, SeriesPage},
    },
    error::Result,
};

/// The dates of a party, for hosts.
#[server(prefix = "/api", endpoint = "series/show")]
pub async fn show(party: PartyId) -> Result<SeriesPage> {
    use crate::backend::{Ctx, series};
    Ctx::serve(|ctx| async move { series::show(&ctx, party).await }).await
}

/// Lets a party repeat.
#[server(prefix = "/api", endpoint = "series/repeat")]
pub async fn repeat(party: PartyId, #[server(flatten)] form: RepeatForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, series},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move {
        ctx.user()?;
        series::repeat(&ctx, party, form.parse()?).await
    })
    .await?;
    redirect_with(&format!("/p/{party}/repeat"), Flash::PartyRepeats);
    Ok(())
}

/// Adds dates to a party that repeats.
#[server(prefix = "/api", endpoint = "series/extend")]
pub async fn extend(party: PartyId, #[server(flatten)] form: MoreForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, series},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move {
        ctx.user()?;
        series::extend(&ctx, party, form.parse()?).await
    })
    .await?;
    redirect_with(&format!("/p/{party}/repeat"), Flash::DatesAdded);
    Ok(())
}
