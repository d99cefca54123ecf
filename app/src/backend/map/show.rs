//! A map with the photos that the viewer may see.

use super::{marks, world::WORLD};
use crate::{
    backend::{
        Ctx,
        album::{rows, views},
        db::Cursor,
        search::Scope,
    },
    domain::{
        PartyId,
        map::{MapPage, Window, filled, stroked},
    },
    error::Result,
};

/// Photos under the map.
const PAGE: usize = 24;

/// The photos of one party, or of all parties of the viewer (at most 8 queries). Without a window that can be read the map
/// shows all of them.
pub async fn show(ctx: &Ctx, party: Option<PartyId>, window: Option<Window>, after: Option<&str>) -> Result<MapPage> {
    let db = ctx.db().read();
    let scope = Scope::of(ctx, db, party).await?;
    let after = Cursor::parse(after)?;
    let (count, bounds) = marks::extent(db, &scope).await?;
    let fits = bounds.map_or(Window::WORLD, Window::fit);
    let window = window.unwrap_or(fits);
    let marks = marks::of(db, &scope, window).await?;
    let here = marks::within(&scope, window.bounds());
    let (photos, next) = rows::page(db, here, after, PAGE).await?;
    let tiles = ctx.services.tiles.clone();
    let (land, borders) = match tiles {
        Some(_) => Default::default(),
        None => (filled(&WORLD.land, window), stroked(&WORLD.borders, window)),
    };
    Ok(MapPage {
        around: scope.around,
        window,
        fits: window == fits,
        count,
        land,
        borders,
        tiles,
        marks,
        photos: photos.iter().map(views::card).collect(),
        next,
    })
}
