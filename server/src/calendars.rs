//! Calendar files: one party, and the private feed, which programs ask for again and again.

use std::io::Write;

use app::{
    backend::{Ctx, calendar},
    domain::{
        PartyId,
        calendar::{Calendar, MEDIA_TYPE},
        time::http_date,
    },
    error::AppError,
};
use axum::{
    body::Body,
    extract::{Extension, Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};

use crate::{
    etag::{self, matches},
    pages,
    state::AppState,
};

/// The route of the party page, at which its file is found too: routes cannot tell endings apart.
pub const PARTY: &str = "/p/{party}";
const ENDING: &str = ".ics";
/// Below this, in bytes, compression is not worth its while.
const WORTH_COMPRESSING: usize = 1_000;

/// `/p/{party}`, the page, and `/p/{party}.ics`, the file.
pub async fn party(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let Some(id) = name.strip_suffix(ENDING) else { return pages::page(State(state), request).await };
    let (parts, _) = request.into_parts();
    let file = match id.parse::<PartyId>() {
        Ok(id) => calendar::party(&ctx, id).await,
        Err(_) => Err(AppError::NotFound),
    };
    answer(&state, parts, file).await
}

/// `/calendar/{token}.ics`
pub async fn feed(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let feed = match name.strip_suffix(ENDING) {
        Some(token) => calendar::read(&ctx, token).await,
        None => Err(AppError::NotFound),
    };
    answer(&state, parts, feed).await
}

async fn answer(state: &AppState, parts: Parts, calendar: Result<Calendar, AppError>) -> Response {
    match calendar {
        Ok(calendar) => send(&parts.headers, &calendar),
        Err(error) => pages::error(state, parts, error).await,
    }
}

/// The file, or that it is as the program knows it. Only its contents tell: a party that is gone makes nothing newer.
fn send(request: &HeaderMap, calendar: &Calendar) -> Response {
    let text = calendar.write();
    let etag = etag::of(text.as_bytes());
    let value = |name| request.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let common = [
        (header::ETAG, format!("W/{etag}")),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::VARY, "Accept-Encoding, Cookie".to_owned()),
    ];
    if matches(value(header::IF_NONE_MATCH), &etag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let kind = [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CONTENT_DISPOSITION, "inline; filename=\"party.ics\"")];
    let mut response = (common, kind).into_response();
    if let Some(changed) = calendar.changed().and_then(|changed| HeaderValue::from_str(&http_date(changed)).ok()) {
        response.headers_mut().insert(header::LAST_MODIFIED, changed);
    }
    let smaller = accepts_gzip(value(header::ACCEPT_ENCODING)).then(|| gzip(text.as_bytes())).flatten();
    if smaller.is_some() {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    *response.body_mut() = Body::from(smaller.unwrap_or_else(|| text.into_bytes()));
    response
}

fn accepts_gzip(accepted: &str) -> bool {
    accepted.split(',').any(|coding| coding.trim() == "gzip" || coding.trim().starts_with("gzip;q=1"))
}

fn gzip(text: &[u8]) -> Option<Vec<u8>> {
    if text.len() < WORTH_COMPRESSING {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(text.len() / 3), Compression::default());
    encoder.write_all(text).ok()?;
    encoder.finish().ok()
}
