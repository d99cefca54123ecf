//! For balancers and people who watch: is the process alive, and can it work?

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::state::AppState;

const OK: &str = "ok";
const UNAVAILABLE: &str = "unavailable";

/// The process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// This process takes requests. What all instances share is not asked: where it is away, it is away for all of them, and
/// requests wait for it.
pub async fn taking_requests(State(state): State<AppState>) -> Response {
    if state.stopping() { stopping() } else { "ok\n".into_response() }
}

fn stopping() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response()
}

/// Heeds that somebody was told that there is no room: [`ready`] looks whether it is the database that has none.
pub async fn heed(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if response.status() == StatusCode::INSUFFICIENT_STORAGE {
        state.services.db.doubt_room();
    }
    response
}

/// Database and storage answer and have room, and the process is not about to stop.
pub async fn ready(State(state): State<AppState>) -> Response {
    if state.stopping() {
        return stopping();
    }
    let storage = state.storage.healthy().await.inspect_err(|error| tracing::warn!(%error, "the storage is not ready"));
    let (database, storage) = (database(&state).await, if storage.is_ok() { OK } else { UNAVAILABLE });
    let status = if [database, storage] == [OK; 2] { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, format!("database {database}\nstorage {storage}\n")).into_response()
}

async fn database(state: &AppState) -> &'static str {
    let db = &state.services.db;
    if !db.healthy().await {
        UNAVAILABLE
    } else if db.has_room().await {
        OK
    } else {
        "full"
    }
}
