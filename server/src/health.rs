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

/// Database and storage answer, and the process is not about to stop.
pub async fn ready(State(state): State<AppState>) -> Response {
    if state.stopping() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    let storage = state.storage.healthy().await.inspect_err(|error| tracing::warn!(%error, "the storage is not ready"));
    let (database, storage) = (state.services.db.healthy().await, storage.is_ok());
    let word = |well| if well { "ok" } else { "unavailable" };
    let status = if database && storage { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, format!("database {}\nstorage {}\n", word(database), word(storage))).into_response()
}
