//! The site as a whole over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{JobId, admin::Overview},
    error::Result,
};

/// How the site is doing.
#[server(name = ReadOverview, prefix = "/api", endpoint = "admin/overview")]
pub async fn overview() -> Result<Overview> {
    use crate::backend::{Ctx, admin};
    Ctx::serve(|ctx| async move { admin::overview(&ctx).await }).await
}

/// Tries a job again that was given up.
#[server(prefix = "/api", endpoint = "admin/retry_job")]
pub async fn retry_job(job: JobId) -> Result<()> {
    use crate::{
        backend::{Ctx, admin, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { admin::retry_job(&ctx, job).await }).await?;
    redirect_with("/admin", Flash::JobTriedAgain);
    Ok(())
}
