//! Photos to be taken along: `/p/{party}/album.zip` and `/p/{party}/album/{photo}/original`.

mod pack;

use app::{
    backend::{
        Ctx,
        album::{self, Packed},
        ctx::flash_cookie,
    },
    domain::{PartyId, PhotoId, album::file_name, flash::Flash, picture::Size},
    error::AppError,
};
use axum::{
    body::Body,
    extract::{Extension, Path, Request, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use crate::{
    imaging::without_metadata,
    pages, quiet,
    state::AppState,
    storage::{Blob, StorageError},
    uploads::{key_as, originals},
};

/// `/p/{party}/album/{photo}/original`: the file as it was sent, for its uploader; for hosts without what the camera wrote.
pub async fn original(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path((party, photo)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    match send_original(&state, &ctx, &party, &photo).await {
        Ok(response) => response,
        Err(error) => pages::error(&state, parts, error).await,
    }
}

async fn send_original(state: &AppState, ctx: &Ctx, party: &str, photo: &str) -> Result<Response, AppError> {
    let party: PartyId = party.parse().map_err(|_| AppError::NotFound)?;
    let photo: PhotoId = photo.parse().map_err(|_| AppError::NotFound)?;
    let packed = album::original(ctx, party, photo).await?;
    if packed.original.is_none() {
        return Err(AppError::NotFound);
    }
    let File { name, content } = open(state, &packed).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, content.length().to_string()),
        (header::CONTENT_DISPOSITION, attachment(&name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let body = match content {
        Content::Bytes(bytes) => Body::from(bytes),
        Content::Blob(blob) => Body::from_stream(blob.stream),
    };
    Ok((headers, body).into_response())
}

/// `/p/{party}/album.zip?which=all`, or `?which=chosen&photo=…&photo=…`.
pub async fn zip(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(party): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    match send_zip(&state, &ctx, &party, &parts).await {
        Ok(response) => response,
        Err(error) => pages::error(&state, parts, error).await,
    }
}

async fn send_zip(state: &AppState, ctx: &Ctx, party: &str, parts: &Parts) -> Result<Response, AppError> {
    let party: PartyId = party.parse().map_err(|_| AppError::NotFound)?;
    let (mut all, mut chosen) = (false, Vec::new());
    for (name, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
        match (name.as_ref(), value.as_ref()) {
            ("which", "all") => all = true,
            ("photo", photo) => chosen.push(photo.parse::<PhotoId>().map_err(|_| AppError::NotFound)?),
            _ => {}
        }
    }
    if all {
        chosen.clear();
    }
    let packing = album::pack(ctx, party, &chosen).await?;
    if !all && chosen.is_empty() {
        return Ok(nothing_chosen(party));
    }
    let name = format!("{}.zip", file_name(packing.title()).trim_end_matches(".zip"));
    let headers =
        [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, attachment(&name))];
    let caching = [(header::CACHE_CONTROL, "private, no-store")];
    Ok((headers, caching, pack::body(state.clone(), packing)).into_response())
}

/// Back to the album, which says what to do.
fn nothing_chosen(party: PartyId) -> Response {
    let flash = flash_cookie(Flash::NothingChosen);
    let headers = [(header::LOCATION, format!("/p/{party}/album")), (header::SET_COOKIE, flash)];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// RFC 6266: a name in ASCII, and the whole one for browsers of these days.
fn attachment(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() && c != '\\' && c != '"' { c } else { '_' }).collect();
    let exact: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

/// A photo as somebody gets it.
struct File {
    name: String,
    content: Content,
}

enum Content {
    Bytes(Vec<u8>),
    Blob(Blob),
}

impl Content {
    fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Blob(blob) => blob.size,
        }
    }
}

/// The file as it was sent, or a copy without what the camera wrote, or else the largest size that is shown.
async fn open(state: &AppState, packed: &Packed) -> Result<File, AppError> {
    if let Some(ending) = &packed.original {
        let name = format!("{}.{ending}", packed.name);
        let blob = get(state, packed, None).await?;
        if packed.whole {
            return Ok(File { name, content: Content::Blob(blob) });
        }
        let cleanable = !matches!(ending.as_str(), "avif" | "heic");
        if cleanable && let Some(bytes) = stripped(blob).await? {
            return Ok(File { name, content: Content::Bytes(bytes) });
        }
    }
    let (blob, ending) = match get(state, packed, Some((Size::Large, "jpg"))).await {
        Err(AppError::NotFound) => (get(state, packed, Some((Size::Large, "webp"))).await?, "webp"),
        found => (found?, "jpg"),
    };
    Ok(File { name: format!("{}.{ending}", packed.name), content: Content::Blob(blob) })
}

/// A size in a format, or else the file as it was sent.
async fn get(state: &AppState, packed: &Packed, size: Option<(Size, &str)>) -> Result<Blob, AppError> {
    let found = match size {
        Some((size, format)) => {
            let key = key_as(packed.picture, size, format).map_err(|_| AppError::NotFound)?;
            state.storage.get(&key, None).await
        }
        None => originals::open(state.storage.as_ref(), packed.picture).await,
    };
    found.map_err(|error| match error {
        StorageError::NotFound => AppError::NotFound,
        error => {
            tracing::error!(%error, "a photo cannot be read");
            AppError::Unavailable
        }
    })
}

/// Nothing where it cannot be taken apart.
async fn stripped(blob: Blob) -> Result<Option<Vec<u8>>, AppError> {
    let whole = originals::whole(blob).await.map_err(|_| AppError::Unavailable)?;
    quiet::spawn(move || without_metadata(&whole)).await.map_err(|_| AppError::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_headers() {
        let header = attachment("Zoë's \"night\"\r\nX: y.zip");
        assert!(header.is_ascii() && !header.contains(['\r', '\n']), "{header}");
        assert!(header.ends_with("filename*=UTF-8''Zo%C3%AB%27s%20%22night%22%0D%0AX%3A%20y.zip"), "{header}");
    }
}
