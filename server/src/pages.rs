//! Pages as responses: rendered by Leptos, complete, with the status of what they show.

use std::sync::Arc;

use app::{
    app::shell,
    backend::Ctx,
    domain::PartyId,
    error::AppError,
    facts::{PageFacts, RefusedForm},
};
use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use leptos::prelude::{provide_context, use_context};

use crate::{complete, imaging::READS_HEIC, state::AppState, v1, viewer};

/// The page of a request.
pub async fn page(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    render(&state, parts).await
}

/// An address that nobody knows.
pub async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    error(&state, parts, AppError::NotFound).await
}

/// An address that does not do that.
pub async fn wrong_method(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let mut response = error(&state, parts, AppError::BadRequest).await;
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// The page that says what went wrong; JSON for those who asked for no page, and for programs as they know it.
pub async fn error(state: &AppState, mut parts: Parts, error: AppError) -> Response {
    if v1::is_of_api(parts.uri.path()) {
        return v1::Problem::from(error).into_response();
    }
    let mut response = if wants_page(&parts.headers) {
        let mut facts = facts(state, &parts);
        facts.error = Some(error.clone());
        parts.extensions.insert(facts);
        render(state, parts).await
    } else {
        Json(&error).into_response()
    };
    if response.status().is_success() {
        *response.status_mut() = status(&error);
    }
    if let AppError::TooMany { seconds } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The page with the form that was refused, filled in.
pub async fn refused(state: &AppState, mut parts: Parts, ctx: Ctx, form: RefusedForm) -> Response {
    let answer = status(&form.error);
    parts.method = Method::GET;
    parts.uri = form.page.parse().unwrap_or_else(|_| Uri::from_static("/"));
    let mut facts = facts(state, &parts);
    facts.page.clone_from(&form.page);
    facts.user.clone_from(&ctx.user);
    // A login form that holds another form stands in for the page, also after a wrong password.
    if form.error == AppError::NotLoggedIn || form.value("_held").is_some() {
        facts.error = Some(AppError::NotLoggedIn);
    } else if is_nobody(&ctx, &form) {
        facts.error = Some(form.error.clone());
    }
    let retry_after = match form.error {
        AppError::TooMany { seconds } => Some(seconds),
        _ => None,
    };
    facts.refused = Some(Arc::new(form));
    parts.extensions.insert(facts);
    parts.extensions.insert(ctx);
    let mut response = render(state, parts).await;
    if response.status().is_success() {
        *response.status_mut() = answer;
    }
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Refused to somebody whom this browser does not know: a guest who has lost the personal link finds no form on the page
/// any more, so what they wrote is shown with the error.
fn is_nobody(ctx: &Ctx, form: &RefusedForm) -> bool {
    let party = form.value("party").and_then(|party| party.parse::<PartyId>().ok());
    let unknown = ctx.user.is_none() && party.is_some_and(|party| ctx.guest_token(party).is_none());
    unknown && matches!(form.error, AppError::Forbidden | AppError::NotFound)
}

/// Whether a browser asks for a page.
pub fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

pub fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What the page may know; without a session where the request did not come so far.
fn facts(state: &AppState, parts: &Parts) -> PageFacts {
    if let Some(facts) = parts.extensions.get::<PageFacts>() {
        return facts.clone();
    }
    PageFacts {
        page: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        base: state.services.links.base().to_owned(),
        now: state.services.clock.now(),
        mail: state.services.mail.enabled,
        picture_megabytes: state.services.picture_megabytes,
        reads_heic: READS_HEIC,
        nonce: viewer::nonce(parts),
        ..PageFacts::default()
    }
}

async fn render(state: &AppState, mut parts: Parts) -> Response {
    // The router would take the first segment for a host.
    if parts.uri.path().starts_with("//") {
        parts.uri = Uri::from_static("/");
    }
    let headers = parts.headers.clone();
    let nonce = viewer::nonce(&parts);
    let stylesheet = state.assets.stylesheet.clone();
    let context = || {
        let facts = use_context::<Parts>().and_then(|parts| parts.extensions.get::<PageFacts>().cloned());
        provide_context(facts.unwrap_or_default());
    };
    let render = leptos_axum::render_app_async_with_context(context, move || shell(&stylesheet));
    let response = render(Request::from_parts(parts, Body::empty())).await;
    complete::page(state, &headers, &nonce, response).await
}
