//! Calendars over HTTP.

use leptos::prelude::*;

use crate::{domain::calendar::Imported, error::Result};

/// The secret address of the viewer's feed, where it is turned on.
#[server(prefix = "/api", endpoint = "calendar/address")]
pub async fn address() -> Result<Option<String>> {
    use crate::backend::{Ctx, calendar};
    Ctx::serve(|ctx| async move { calendar::address(&ctx).await }).await
}

/// Turns the viewer's feed on, or gives it a new address.
#[server(prefix = "/api", endpoint = "calendar/renew")]
pub async fn renew() -> Result<()> {
    use crate::{
        backend::{Ctx, calendar, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { calendar::renew(&ctx).await }).await?;
    redirect_with("/settings/calendar", Flash::CalendarRenewed);
    Ok(())
}

#[server(prefix = "/api", endpoint = "calendar/turn_off")]
pub async fn turn_off() -> Result<()> {
    use crate::{
        backend::{Ctx, calendar, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { calendar::turn_off(&ctx).await }).await?;
    redirect_with("/settings/calendar", Flash::CalendarOff);
    Ok(())
}

/// The form for a new party as a calendar file fills it in.
#[server(prefix = "/api", endpoint = "calendar/import")]
pub async fn import(#[server(default)] file: String) -> Result<Imported> {
    use crate::backend::{Ctx, calendar};
    Ctx::serve(|ctx| async move { calendar::import(&ctx, &file).await }).await
}
