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
    album, assets, calendars, export, forms, guest_link, health, live, logins, mail, media, metrics, pages, rate,
    replies, security, session, state::AppState, telemetry, uploads, v1, viewer,
};

/// What a form may hold besides its files, in bytes.
const FORM_TEXT: usize = 1_000_000;
/// So many times the size of the largest picture a form is read to its end although it is refused: who chose a film by
/// mistake gets the form back with all that was typed.
const TOO_MUCH: usize = 20;
/// The longest until a request is answered; uploads over slow phones are the slowest. A stream may then go on.
const TIMEOUT: Duration = Duration::from_secs(300);
/// The same for a hundred photos in one form.
const LONG_TIMEOUT: Duration = Duration::from_secs(3_600);

/// Routes that are neither pages nor server functions.
pub const OTHER_ROUTES: [&str; 18] = [
    "/i/{token}",
    "/p/{party}.ics",
    "/p/{party}/guests.csv",
    "/p/{party}/album.zip",
    "/p/{party}/album/{photo}/original",
    "/calendar/{token}",
    "/settings/export.zip",
    "/login/with/{provider}",
    "/login/with/{provider}/back",
    "/media/{picture}/{file}",
    "/events",
    "/dev/outbox/{mail}/html",
    "/hooks/mail/bounces",
    "/hooks/mail/replies",
    "/healthz",
    "/readyz",
    "/readyz/self",
    "/metrics",
];

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
    let router = Router::new()
        .merge(api(&state))
        .merge(page_router())
        .route("/i/{token}", get(guest_link::open))
        .route("/p/{party}/guests.csv", get(guest_link::csv))
        .route("/p/{party}/album.zip", get(album::zip))
        .route("/p/{party}/album/{photo}/original", get(album::original))
        .route("/calendar/{token}", get(calendars::feed))
        .route("/settings/export.zip", get(export::show))
        .route("/login/with/{provider}", get(logins::begin))
        .route("/login/with/{provider}/back", get(logins::back))
        .route("/media/{picture}/{file}", get(media::show))
        .route("/events", get(live::show))
        .route("/unsubscribe/{token}", post(mail::one_click))
        .route("/dev/outbox/{mail}/html", get(mail::show))
        .route("/hooks/mail/bounces", post(mail::bounced).route_layer(DefaultBodyLimit::max(mail::LARGEST_HOOK)))
        .route("/hooks/mail/replies", post(replies::hook).route_layer(DefaultBodyLimit::max(mail::LARGEST_HOOK)))
        .fallback(pages::not_found)
        .method_not_allowed_fallback(pages::wrong_method)
        // From the inside out: a request passes these from bottom to top.
        .layer(from_fn_with_state(layer(&state), viewer::layer))
        .layer(sessions)
        .layer(from_fn_with_state(layer(&state), session::explain))
        .layer(from_fn_with_state(layer(&state), security::same_origin))
        // Programs have no cookies: no session, and nothing that another site could abuse.
        .merge(v1::router(&state))
        .layer(from_fn_with_state(layer(&state), rate::layer))
        .layer(body_limit(&state, ""))
        .layer(from_fn_with_state(layer(&state), time_limit))
        .layer(from_fn_with_state(layer(&state), assets::layer))
        .layer(from_fn_with_state(layer(&state), health::heed))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/readyz/self", get(health::taking_requests))
        .route("/metrics", get(metrics::show))
        .layer(from_fn_with_state(layer(&state), catch_panic))
        .layer(from_fn_with_state(layer(&state), security::headers));
    counted(router, &state)
        .layer(TraceLayer::new_for_http().make_span_with(telemetry::span).on_response(telemetry::answered))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(telemetry::NewId))
        .with_state(state)
}

/// Requests are counted where somebody may read the counts.
fn counted(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    if state.metrics_access.wanted() { router.layer(from_fn_with_state(state.clone(), metrics::layer)) } else { router }
}

fn page_router() -> Router<AppState> {
    page_routes().iter().fold(Router::new(), |router, path| match path.as_str() {
        calendars::PARTY => router.route(path, get(calendars::party)),
        path => router.route(path, get(pages::page)),
    })
}

/// Server functions, behind the layer that makes them work as plain forms.
fn api(state: &AppState) -> Router<AppState> {
    const LARGE: [&str; 2] = [uploads::ALBUM, uploads::BOARD];
    let routes = |paths: Vec<String>| -> Router<AppState> {
        let routes = paths.iter().fold(Router::new(), |router, path| router.route(path, post(server_function)));
        routes.layer(from_fn_with_state(state.clone(), forms::layer))
    };
    let (large, others): (Vec<_>, Vec<_>) = api_routes().into_iter().partition(|path| LARGE.contains(&path.as_str()));
    // The inner limit is the one that counts.
    let large = large.into_iter().map(|path| {
        let limit = body_limit(state, &path);
        routes(vec![path]).layer(limit)
    });
    large.fold(routes(others), Router::merge)
}

/// The largest body of a form.
pub fn body_limit(state: &AppState, form: &str) -> DefaultBodyLimit {
    let picture = usize::try_from(uploads::bytes_of_one(state, form)).unwrap_or(usize::MAX);
    DefaultBodyLimit::max(picture.saturating_mul(uploads::pictures_in(form) + TOO_MUCH).saturating_add(FORM_TEXT))
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
    let longest = if uploads::takes_long(parts.uri.path()) { LONG_TIMEOUT } else { TIMEOUT };
    match tokio::time::timeout(longest, next.run(request)).await {
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
