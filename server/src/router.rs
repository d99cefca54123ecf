//! Every route, and what a request passes on its way, in one visible order.

use std::{panic::AssertUnwindSafe, time::Duration};

use app::{app::App, error::AppError};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::{get, post},
};
use futures::FutureExt;
use leptos::prelude::provide_context;
use leptos_axum::{generate_route_list_with_exclusions_and_ssg_and_context, handle_server_fns_with_context};
use leptos_meta::ServerMetaContext;
use tower_http::{
    request_id::{PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

use crate::{
    assets, forms, guest_link, health, live, media, pages, rate, security, session, state::AppState, telemetry,
    uploads, viewer,
};

/// What a form may hold besides its files, in bytes.
const FORM_TEXT: usize = 1_000_000;
/// So many times the size of the largest picture a form is read to its end although it is refused: who chose a film by
/// mistake gets the form back with all that was typed.
const TOO_MUCH: usize = 20;
/// The longest until a request is answered; uploads over slow phones are the slowest. A stream may then go on.
const TIMEOUT: Duration = Duration::from_secs(300);

/// Routes that are neither pages nor server functions.
pub const OTHER_ROUTES: [&str; 6] =
    ["/i/{token}", "/p/{party}/guests.csv", "/media/{picture}/{file}", "/events", "/healthz", "/readyz"];

/// The paths of all pages.
pub fn page_routes() -> Vec<String> {
    let meta = || provide_context(ServerMetaContext::new().0);
    let (routes, _) = generate_route_list_with_exclusions_and_ssg_and_context(App, None, meta);
    routes.iter().map(|listing| axum_path(listing.path())).collect()
}

/// The paths of all server functions.
pub fn api_routes() -> Vec<String> {
    leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect()
}

/// The whole site.
pub fn router(state: AppState) -> Router {
    let sessions = session::layer(&state.services);
    let layer = |state: &AppState| state.clone();
    Router::new()
        .merge(api(&state))
        .merge(page_router())
        .route("/i/{token}", get(guest_link::open))
        .route("/p/{party}/guests.csv", get(guest_link::csv))
        .route("/media/{picture}/{file}", get(media::show))
        .route("/events", get(live::show))
        .fallback(pages::not_found)
        .method_not_allowed_fallback(pages::wrong_method)
        // From the inside out: a request passes these from bottom to top.
        .layer(from_fn_with_state(layer(&state), viewer::layer))
        .layer(sessions)
        .layer(from_fn_with_state(layer(&state), session::explain))
        .layer(from_fn_with_state(layer(&state), security::same_origin))
        .layer(from_fn_with_state(layer(&state), rate::layer))
        .layer(body_limit(&state, 1))
        .layer(from_fn_with_state(layer(&state), time_limit))
        .layer(from_fn_with_state(layer(&state), assets::layer))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .layer(from_fn_with_state(layer(&state), catch_panic))
        .layer(from_fn_with_state(layer(&state), security::headers))
        .layer(TraceLayer::new_for_http().make_span_with(telemetry::span).on_response(telemetry::answered))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(telemetry::NewId))
        .with_state(state)
}

fn page_router() -> Router<AppState> {
    page_routes().iter().fold(Router::new(), |router, path| router.route(path, get(pages::page)))
}

/// Server functions, behind the layer that makes them work as plain forms.
fn api(state: &AppState) -> Router<AppState> {
    let routes = |paths: Vec<String>| {
        let routes = paths.iter().fold(Router::new(), |router, path| router.route(path, post(server_function)));
        routes.layer(from_fn_with_state(state.clone(), forms::layer))
    };
    let (board, others): (Vec<_>, Vec<_>) = api_routes().into_iter().partition(|path| path == uploads::BOARD);
    // The inner limit is the one that counts.
    let board = routes(board).layer(body_limit(state, uploads::pictures_in(uploads::BOARD)));
    routes(others).merge(board)
}

/// The largest body of a form with so many pictures.
fn body_limit(state: &AppState, pictures: usize) -> DefaultBodyLimit {
    let picture = usize::try_from(state.uploads.max_bytes).unwrap_or(usize::MAX);
    DefaultBodyLimit::max(picture.saturating_mul(pictures + TOO_MUCH).saturating_add(FORM_TEXT))
}

async fn server_function(request: Request) -> Response {
    use axum::response::IntoResponse;
    handle_server_fns_with_context(|| (), request).await.into_response()
}

/// Leptos writes `:name`, axum `{name}`.
fn axum_path(path: &str) -> String {
    let segment = |segment: &str| match segment.strip_prefix(':') {
        Some(name) => format!("{{{name}}}"),
        None => segment.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

async fn time_limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    match tokio::time::timeout(TIMEOUT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => pages::error(&state, parts, AppError::Unavailable).await,
    }
}

/// A bug in one request is an error for that request alone.
pub async fn catch_panic(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!("a request panicked");
            pages::error(&state, parts, AppError::Internal).await
        }
    }
}
