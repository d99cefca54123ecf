//! Hosts and co-hosts over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{PartyId, invite::HostList},
    error::Result,
};

#[server(prefix = "/api", endpoint = "hosts/list")]
pub async fn list(party: PartyId) -> Result<HostList> {
    use crate::backend::{Ctx, hosts};
    Ctx::serve(|ctx| async move { hosts::list(&ctx, party).await }).await
}

#[server(prefix = "/api", endpoint = "hosts/add")]
pub async fn add(party: PartyId, #[server(default)] username: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, hosts},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { hosts::add(&ctx, party, &username).await }).await?;
    redirect_with(&format!("/p/{party}/hosts"), Flash::CoHostAdded);
    Ok(())
}

#[server(prefix = "/api", endpoint = "hosts/remove")]
pub async fn remove(party: PartyId, #[server(default)] username: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, hosts},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { hosts::remove(&ctx, party, &username).await }).await?;
    redirect_with(&format!("/p/{party}/hosts"), Flash::CoHostRemoved);
    Ok(())
}

/// Makes a co-host a host.
#[server(prefix = "/api", endpoint = "hosts/promote")]
pub async fn promote(party: PartyId, #[server(default)] username: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, hosts},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { hosts::promote(&ctx, party, &username).await }).await?;
    redirect_with(&format!("/p/{party}/hosts"), Flash::PartySaved);
    Ok(())
}

/// The viewer hosts no longer.
#[server(prefix = "/api", endpoint = "hosts/leave")]
pub async fn leave(party: PartyId) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, hosts},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { hosts::leave(&ctx, party).await }).await?;
    redirect_with("/parties", Flash::LeftHosts);
    Ok(())
}
