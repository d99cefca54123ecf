//! Albums of parties.

use app::{
    backend::{Ctx, album},
    domain::{PartyId, PhotoId, album::Shelf, api_token::Scope},
    error::AppError,
};
use axum::{
    extract::{Request, State},
    http::Uri,
};
use serde::Deserialize;

use super::{
    Caller, Problem,
    body::{Asked, At, Sent},
    reply::{Reply, done, found, made, page},
    types::{AddedPhotos, Photo, PhotoChange, Photos},
};
use crate::{state::AppState, uploads};

/// Where to go on.
#[derive(Deserialize)]
pub struct Which {
    after: Option<String>,
}

/// An album, newest first, 60 photos on a page.
#[utoipa::path(
    get,
    path = "/api/v1/parties/{party}/photos",
    tag = "album",
    security(("token" = ["read"])),
    params(
        ("party" = String, Path),
        ("after" = Option<String>, Query, description = "The `next` of the page before")
    ),
    responses((status = 200, description = "A page of photos", body = Photos))
)]
pub async fn list(caller: Caller, at: At, asked: Uri, Asked(which): Asked<Which>) -> Reply {
    let ctx = caller.may(Scope::Read)?;
    let photos = album::show(ctx, at.get("party")?, Shelf::Shown, which.after.as_deref()).await?;
    let photos = Photos::from(photos);
    page(&asked, photos.next.clone().as_deref(), photos)
}

/// Adds photos: a form with files. The same file sent again is the same photo.
#[utoipa::path(
    post,
    path = "/api/v1/parties/{party}/photos",
    tag = "album",
    security(("token" = ["album:write"])),
    params(("party" = String, Path)),
    responses((status = 201, description = "What came of them", body = AddedPhotos))
)]
pub async fn add(State(state): State<AppState>, caller: Caller, at: At, request: Request) -> Reply {
    let ctx = caller.may(Scope::AlbumWrite)?;
    let party: PartyId = at.get("party")?;
    let (parts, body) = request.into_parts();
    if !uploads::is_form(&parts.headers) {
        return Err(Problem::Unreadable("Please send the photos as multipart/form-data.".to_owned()));
    }
    let photos = uploads::photos(&state, ctx, party, &parts, body).await?;
    let sent = album::sent(ctx, party, &photos).await?;
    let first = sent.first().map(|sent| format!("/{}", sent.photo)).unwrap_or_default();
    made(&format!("/api/v1/parties/{party}/photos{first}"), AddedPhotos::from(sent))
}

/// Party and photo of an address.
fn ids(at: &At) -> Result<(PartyId, PhotoId), Problem> {
    Ok((at.get("party")?, at.get("photo")?))
}

async fn photo(ctx: &Ctx, (party, id): (PartyId, PhotoId)) -> Result<Photo, AppError> {
    album::photo(ctx, party, id).await.map(Photo::from)
}

/// A photo with all about it.
#[utoipa::path(
    get,
    path = "/api/v1/parties/{party}/photos/{photo}",
    tag = "album",
    security(("token" = ["read"])),
    params(("party" = String, Path), ("photo" = String, Path)),
    responses((status = 200, description = "The photo", body = Photo))
)]
pub async fn show(caller: Caller, at: At) -> Reply {
    found(photo(caller.may(Scope::Read)?, ids(&at)?).await?)
}

/// Changes caption and tags of a photo: mine, or any at a party that I host.
#[utoipa::path(
    patch,
    path = "/api/v1/parties/{party}/photos/{photo}",
    tag = "album",
    security(("token" = ["album:write"])),
    params(("party" = String, Path), ("photo" = String, Path)),
    request_body = PhotoChange,
    responses((status = 200, description = "The photo", body = Photo))
)]
pub async fn change(caller: Caller, at: At, Sent(change): Sent<PhotoChange>) -> Reply {
    let ctx = caller.may(Scope::AlbumWrite)?;
    let (party, id) = ids(&at)?;
    let before = album::photo(ctx, party, id).await?.photo;
    album::edit(ctx, party, id, change.fill(before).parse().map_err(AppError::from)?).await?;
    found(photo(ctx, (party, id)).await?)
}

/// Removes a photo: mine, or any at a party that I host.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}/photos/{photo}",
    tag = "album",
    security(("token" = ["album:write"])),
    params(("party" = String, Path), ("photo" = String, Path)),
    responses((status = 204, description = "It is gone"))
)]
pub async fn remove(caller: Caller, at: At) -> Reply {
    let (party, id) = ids(&at)?;
    album::delete(caller.may(Scope::AlbumWrite)?, party, id).await?;
    done()
}

async fn set_like(caller: &Caller, at: &At, on: bool) -> Reply {
    let (party, id) = ids(at)?;
    album::like(caller.may(Scope::AlbumWrite)?, party, id, on).await?;
    done()
}

/// Likes a photo.
#[utoipa::path(
    put,
    path = "/api/v1/parties/{party}/photos/{photo}/like",
    tag = "album",
    security(("token" = ["album:write"])),
    params(("party" = String, Path), ("photo" = String, Path)),
    responses((status = 204, description = "I like it"))
)]
pub async fn like(caller: Caller, at: At) -> Reply {
    set_like(&caller, &at, true).await
}

/// Likes a photo no longer.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}/photos/{photo}/like",
    tag = "album",
    security(("token" = ["album:write"])),
    params(("party" = String, Path), ("photo" = String, Path)),
    responses((status = 204, description = "I like it no longer"))
)]
pub async fn unlike(caller: Caller, at: At) -> Reply {
    set_like(&caller, &at, false).await
}
