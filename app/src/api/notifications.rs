//! Notifications over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        NotificationId,
        notification::{NotificationPage, Settings, SettingsForm},
        time::Millis,
    },
    error::Result,
};

/// A page of what the viewer is told; `after` is the cursor of the page before.
#[server(prefix = "/api", endpoint = "notifications/list")]
pub async fn list(after: Option<String>) -> Result<NotificationPage> {
    use crate::backend::{Ctx, notifications};
    Ctx::serve(|ctx| async move { notifications::list(&ctx, after.as_deref()).await }).await
}

/// Reads one line and goes to where it happened.
#[server(prefix = "/api", endpoint = "notifications/open")]
pub async fn open(notification: NotificationId) -> Result<()> {
    use crate::backend::{Ctx, ctx::redirect, notifications};
    redirect(&Ctx::serve(|ctx| async move { notifications::open(&ctx, notification).await }).await?);
    Ok(())
}

/// Marks everything as read that stood there at that moment.
#[server(prefix = "/api", endpoint = "notifications/read_all")]
pub async fn read_all(until: Option<Millis>) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, notifications},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { notifications::read_all(&ctx, until).await }).await?;
    redirect_with("/notifications", Flash::AllRead);
    Ok(())
}

/// All kinds, and whether the viewer hears of them.
#[server(name = ReadSettings, prefix = "/api", endpoint = "notifications/settings")]
pub async fn settings() -> Result<Settings> {
    use crate::backend::{Ctx, notifications};
    Ctx::serve(|ctx| async move { notifications::settings(&ctx).await }).await
}

#[server(prefix = "/api", endpoint = "notifications/change_settings")]
pub async fn change_settings(#[server(flatten)] form: SettingsForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, notifications},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { notifications::change_settings(&ctx, &form.muted(), form.mailed().as_ref()).await })
        .await?;
    redirect_with("/settings/notifications", Flash::NotificationsSaved);
    Ok(())
}
