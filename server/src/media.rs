//! Pictures out: access is asked first, then the file is streamed, or the browser sent to the storage itself.

use std::time::Duration;

use app::{
    backend::{
        Ctx,
        pictures::{self, Audience},
    },
    domain::{PictureId, picture::Size},
    error::AppError,
};
use axum::{
    body::Body,
    extract::{Extension, Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    etag::matches,
    pages,
    state::AppState,
    storage::{Blob, ByteRange, StorageError},
    uploads::key_as,
};

/// How long a link into the storage works at least.
const LINK: Duration = Duration::from_secs(3600);

/// `/media/{picture}/{size}.jpg`
pub async fn show(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path((id, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    match find(&state, &ctx, &id, &file, &parts.headers).await {
        Ok(response) => response,
        Err(error) => pages::error(&state, parts, error).await,
    }
}

/// The picture, or where it is, for this viewer.
pub async fn find(
    state: &AppState,
    ctx: &Ctx,
    id: &str,
    file: &str,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let id: PictureId = id.parse().map_err(|_| AppError::NotFound)?;
    let size: Size = file.strip_suffix(".jpg").and_then(|name| name.parse().ok()).ok_or(AppError::NotFound)?;
    let (audience, format) = pictures::view(ctx, id).await?;
    let etag = format!("\"{id}-{}\"", size.name());
    let value = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    if matches(value(header::IF_NONE_MATCH), &etag) {
        return Ok((StatusCode::NOT_MODIFIED, lasting(audience), [(header::ETAG, etag)]).into_response());
    }
    let key = key_as(id, size, &format).map_err(|_| AppError::NotFound)?;
    if let Some(cdn) = state.cdn.as_ref().filter(|_| audience == Audience::Public) {
        return Ok(elsewhere(&format!("{cdn}/{}", key.as_str()), "public, max-age=86400"));
    }
    if let Some(link) = state.storage.url(&key, LINK).await {
        return Ok(elsewhere(&link, "private, max-age=1800"));
    }
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).and_then(ByteRange::parse);
    match state.storage.get(&key, range).await {
        Ok(blob) => Ok(stream(blob, range.is_some(), audience, etag)),
        Err(StorageError::BadRange { size }) => {
            let whole = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, whole).into_response())
        }
        Err(StorageError::NotFound) => Err(AppError::NotFound),
        Err(error) => {
            tracing::error!(%error, "a picture cannot be read");
            Err(AppError::Unavailable)
        }
    }
}

/// A picture never changes under its address.
fn lasting(audience: Audience) -> [(header::HeaderName, &'static str); 1] {
    let caching = match audience {
        Audience::Public => "public, max-age=31536000, immutable",
        Audience::Viewer => "private, max-age=31536000, immutable",
    };
    [(header::CACHE_CONTROL, caching)]
}

fn elsewhere(address: &str, caching: &'static str) -> Response {
    let location = [(header::LOCATION, address.to_owned())];
    (StatusCode::FOUND, location, [(header::CACHE_CONTROL, caching)]).into_response()
}

fn stream(blob: Blob, partial: bool, audience: Audience, etag: String) -> Response {
    let length = blob.range.end - blob.range.start;
    let headers = [
        (header::CONTENT_TYPE, blob.content_type),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, etag),
    ];
    let range = format!("bytes {}-{}/{}", blob.range.start, blob.range.end.saturating_sub(1), blob.size);
    let body = Body::from_stream(blob.stream);
    if partial {
        (StatusCode::PARTIAL_CONTENT, lasting(audience), headers, [(header::CONTENT_RANGE, range)], body)
            .into_response()
    } else {
        (lasting(audience), headers, body).into_response()
    }
}
