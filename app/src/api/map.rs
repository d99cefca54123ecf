//! Maps over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        PartyId, PhotoId,
        map::{MapForm, MapPage},
    },
    error::Result,
};

/// Photos of all parties of the viewer; `after` is the cursor of the photos under the map.
#[server(prefix = "/api", endpoint = "map/everywhere")]
pub async fn everywhere(#[server(flatten)] form: MapForm, after: Option<String>) -> Result<MapPage> {
    use crate::backend::{Ctx, map};
    Ctx::serve(|ctx| async move { map::show(&ctx, None, form.window(), after.as_deref()).await }).await
}

/// The same of one party.
#[server(prefix = "/api", endpoint = "map/party")]
pub async fn party(party: PartyId, #[server(flatten)] form: MapForm, after: Option<String>) -> Result<MapPage> {
    use crate::backend::{Ctx, map};
    Ctx::serve(|ctx| async move { map::show(&ctx, Some(party), form.window(), after.as_deref()).await }).await
}

/// Makes a photo's position rough (`about`), or forgets it (`nothing`).
#[server(prefix = "/api", endpoint = "map/position")]
pub async fn position(party: PartyId, photo: PhotoId, exactness: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, map},
        domain::{flash::Flash, map::Exactness},
        error::AppError,
    };
    Ctx::serve(|ctx| async move {
        let exactness: Exactness = exactness.parse().map_err(|problem| AppError::field("exactness", problem))?;
        map::keep(&ctx, party, photo, exactness).await
    })
    .await?;
    redirect_with(&format!("/p/{party}/album/{photo}"), Flash::PhotoSaved);
    Ok(())
}
