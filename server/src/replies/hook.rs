//! `POST /hooks/mail/replies`: a mail server hands a mail over as it came, signed like word of bounces ([`crate::mail`]).

use app::error::AppError;
use axum::{
    body::Bytes,
    extract::{Extension, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::{LARGEST, take};
use crate::{mail, pages, rate::ClientAddress, state::AppState};

/// 204 for what was taken, whether it changed something or not; what is worth another try gets another status.
pub async fn hook(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Some(refusal) = mail::refusal(&state, address, &headers, &body) {
        return refusal;
    }
    if body.len() > LARGEST {
        return refusal(&AppError::TooLarge { kilobytes: LARGEST as u64 / 1_000 });
    }
    match take(&state, &body).await {
        Ok(_) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refusal(&error),
    }
}

fn refusal(error: &AppError) -> Response {
    (pages::status(error), format!("{error}\n")).into_response()
}
