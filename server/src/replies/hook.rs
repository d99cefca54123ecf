//! `POST /hooks/mail/replies`: a mail server hands a mail over as it came, signed like word of bounces ([`crate::mail`]).

use app::error::AppError;
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::{LARGEST, take};
use crate::{mail, pages, state::AppState};

/// 204 for what was taken, whether it changed something or not; what is worth another try gets another status.
pub async fn hook(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(secret) = &state.mail.hook_secret else {
        return (StatusCode::NOT_FOUND, "SOIREE_MAIL_HOOK_SECRET is not set\n").into_response();
    };
    let signature = headers.get(mail::SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !mail::is_signed(&secret.0, signature, &body, state.services.clock.now() / 1_000) {
        return (StatusCode::UNAUTHORIZED, "the signature does not fit\n").into_response();
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
