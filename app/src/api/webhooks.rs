//! Webhooks over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        DeliveryId, WebhookId,
        webhook::{HookForm, HookInfo},
    },
    error::Result,
};

/// My webhooks, with what has not arrived.
#[server(prefix = "/api", endpoint = "webhooks/list")]
pub async fn list() -> Result<Vec<HookInfo>> {
    use crate::backend::{Ctx, webhooks};
    Ctx::serve(|ctx| async move { webhooks::list(&ctx).await }).await
}

/// Adds a webhook and sends it a test.
#[server(prefix = "/api", endpoint = "webhooks/add")]
pub async fn add(#[server(flatten)] form: HookForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, webhooks},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move {
        ctx.user()?;
        webhooks::add(&ctx, form.parse(ctx.services.private_webhooks)?).await
    })
    .await?;
    redirect_with("/settings/webhooks", Flash::WebhookAdded);
    Ok(())
}

/// Removes one of the viewer's webhooks.
#[server(prefix = "/api", endpoint = "webhooks/remove")]
pub async fn remove(webhook: WebhookId) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, webhooks},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { webhooks::remove(&ctx, webhook).await }).await?;
    redirect_with("/settings/webhooks", Flash::WebhookRemoved);
    Ok(())
}

/// Sends a test.
#[server(prefix = "/api", endpoint = "webhooks/test")]
pub async fn test(webhook: WebhookId) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, webhooks},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { webhooks::test(&ctx, webhook).await }).await?;
    redirect_with("/settings/webhooks", Flash::WebhookQueued);
    Ok(())
}

/// Tries a message again that was given up.
#[server(prefix = "/api", endpoint = "webhooks/send_again")]
pub async fn send_again(delivery: DeliveryId) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, webhooks},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { webhooks::send_again(&ctx, delivery).await }).await?;
    redirect_with("/settings/webhooks", Flash::WebhookQueued);
    Ok(())
}
