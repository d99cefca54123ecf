//! A form that a file has filled in: it is shown where it stands, to be looked over and sent.

use app::{backend::Ctx, domain::calendar::Imported, error::AppError, facts::RefusedForm};
use axum::{body::to_bytes, http::request::Parts, response::Response};

use super::LARGEST_ERROR;
use crate::{pages, state::AppState};

/// The form whose answer fills in another one.
pub const IMPORT: &str = "/api/calendar/import";

/// The page for a new party with the answer in its form.
pub async fn show(state: &AppState, parts: Parts, ctx: Ctx, answer: Response) -> Response {
    match read(answer).await {
        Some(fields) => {
            let form = RefusedForm {
                action: "/api/parties/create".to_owned(),
                page: "/parties/new".to_owned(),
                fields,
                error: AppError::Unconfirmed,
            };
            pages::refused(state, parts, ctx, form).await
        }
        None => pages::error(state, parts, AppError::Internal).await,
    }
}

/// Names and values of the filled form.
async fn read(answer: Response) -> Option<Vec<(String, String)>> {
    let bytes = to_bytes(answer.into_body(), LARGEST_ERROR).await.ok()?;
    let form: Imported = serde_json::from_slice(&bytes).ok()?;
    let serde_json::Value::Object(fields) = serde_json::to_value(form).ok()? else { return None };
    Some(fields.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect())
}
