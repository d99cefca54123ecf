//! For balancers and people who watch: is the process alive, and can it work?

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::state::AppState;

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

/// Database and storage answer, and the process is not about to stop.
pub async fn ready(State(state): State<AppState>) -> Response {
    if state.stopping() {
        return stopping();
    }
    let storage = state.storage.healthy().await.inspect_err(|error| tracing::warn!(%error, "the storage is not ready"));
    let (database, storage) = (state.services.db.healthy().await, storage.is_ok());
    let word = |well| if well { "ok" } else { "unavailable" };
    let status = if database && storage { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, format!("database {}\nstorage {}\n", word(database), word(storage))).into_response()
}
