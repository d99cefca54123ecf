//! Maps over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{PartyId, PhotoId, map::MapPage},
    error::Result,
};

/// Photos of all parties of the viewer; `at` and `z` are what the map shows, `shift` how it is moved by hand, and
/// `after` the cursor of the photos under it.
#[server(prefix = "/api", endpoint = "map/everywhere")]
pub async fn everywhere(
    #[server(default)] at: String,
    #[server(default)] z: String,
    #[server(default)] shift: String,
    after: Option<String>,
) -> Result<MapPage> {
    use crate::{
        backend::{Ctx, map},
        domain::map::Window,
    };
    let window = Window::parse(&at, &z).map(|window| window.shifted(&shift));
    Ctx::serve(|ctx| async move { map::show(&ctx, None, window, after.as_deref()).await }).await
}

/// The same of one party.
#[server(prefix = "/api", endpoint = "map/party")]
pub async fn party(
    party: PartyId,
    #[server(default)] at: String,
    #[server(default)] z: String,
    #[server(default)] shift: String,
    after: Option<String>,
) -> Result<MapPage> {
    use crate::{
        backend::{Ctx, map},
        domain::map::Window,
    };
    let window = Window::parse(&at, &z).map(|window| window.shifted(&shift));
    Ctx::serve(|ctx| async move { map::show(&ctx, Some(party), window, after.as_deref()).await }).await
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
