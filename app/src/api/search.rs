//! Finding photos over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        PartyId,
        search::{SearchForm, SearchPage},
    },
    error::Result,
};

/// Photos of all parties of the viewer; `after` is the cursor of the page before.
#[server(prefix = "/api", endpoint = "search/everywhere")]
pub async fn everywhere(#[server(flatten)] form: SearchForm, after: Option<String>) -> Result<SearchPage> {
    use crate::backend::{Ctx, search};
    Ctx::serve(|ctx| async move { search::show(&ctx, None, form, after.as_deref()).await }).await
}

/// The same within one party.
#[server(prefix = "/api", endpoint = "search/party")]
pub async fn party(party: PartyId, #[server(flatten)] form: SearchForm, after: Option<String>) -> Result<SearchPage> {
    use crate::backend::{Ctx, search};
    Ctx::serve(|ctx| async move { search::show(&ctx, Some(party), form, after.as_deref()).await }).await
}
