//! What a request says of its body.

use axum::http::{HeaderMap, header};

/// The media type as it was sent, with its parameters; empty where none is told.
pub fn of(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
