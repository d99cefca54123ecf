//! Where the numbers are read: at an address of their own, or at `/metrics` with a token.

use anyhow::{Context, Result};
use app::{backend::links, error::AppError};
use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

use crate::{pages, state::AppState};

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Serves nothing but the numbers, to whoever reaches the address, until the process is told to stop.
pub async fn listen(state: &AppState) -> Result<()> {
    let Some(address) = state.metrics_access.address else { return Ok(()) };
    let listener = TcpListener::bind(address).await;
    let listener = listener.with_context(|| format!("cannot listen on {address} (SOIREE_METRICS_ADDRESS)"))?;
    let router = Router::new().route("/metrics", get(numbers)).with_state(state.clone());
    let mut stops = state.stops();
    let stopped = async move {
        let _ = stops.changed().await;
    };
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stopped).await {
            tracing::error!(%error, "metrics are no longer served");
        }
    });
    Ok(())
}

/// `/metrics` of the site itself: with the right token, or it is not there.
pub async fn show(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(token) = &state.metrics_access.token else {
        return pages::error(&state, parts, AppError::NotFound).await;
    };
    let given = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    // Hashes, so that the time it takes tells nothing about the token.
    if links::hash(given) != links::hash(token) {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")], "a token is needed\n")
            .into_response();
    }
    numbers(State(state)).await
}

async fn numbers(State(state): State<AppState>) -> Response {
    ([(header::CONTENT_TYPE, OPEN_METRICS)], state.metrics.text(&state).await).into_response()
}
