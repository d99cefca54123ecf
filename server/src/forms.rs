//! Forms in: fields and files become the call of a server function; its answer becomes a page or a redirect.
//! A refused form comes back filled in. All forms of the site pass here.

mod body;
mod held;
mod imported;

use app::{backend::Ctx, error::AppError, facts::RefusedForm};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

pub use body::Fields;
pub use imported::IMPORT;

use crate::{again, pages, state::AppState};

/// The largest answer of a server function that is read again, in bytes.
const LARGEST_ERROR: usize = 100_000;

/// Carries out a posted form.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Some(ctx) = parts.extensions.get::<Ctx>().cloned() else {
        return pages::error(&state, parts, AppError::Internal).await;
    };
    let pace = ctx.user.as_ref().map_or(Ok(()), |user| state.rates.account(user.id, parts.uri.path()));
    let (fields, read) = body::read(&state, &ctx, &parts, body, pace).await;
    let answer = match read {
        Ok(()) => call(&parts, &ctx, &fields, next).await,
        Err(error) => Err(error),
    };
    if !pages::wants_page(&parts.headers) {
        return answer.unwrap_or_else(|error| json_error(&error));
    }
    match answer {
        Ok(answer) => match held::form(&fields) {
            Some(form) => held::again(&state, parts, ctx, form, answer).await,
            None if parts.uri.path() == imported::IMPORT => imported::show(&state, parts, ctx, answer).await,
            None => see_other(answer, &fields),
        },
        // Nothing to show again: the form was not read, or does not stand on a page of this site.
        Err(error) if fields.get("_page").is_none() => pages::error(&state, parts, error).await,
        Err(error) => {
            let form = RefusedForm {
                action: parts.uri.path().to_owned(),
                page: fields.page(),
                fields: fields.without_secrets(),
                error,
            };
            pages::refused(&state, parts, ctx, form).await
        }
    }
}

/// Calls the server function. What is tried again is the same request: a form without a key gets one for that.
async fn call(parts: &Parts, ctx: &Ctx, fields: &Fields, next: Next) -> Result<Response, AppError> {
    let spare = Uuid::new_v4().to_string();
    again::settle(ctx.db().patience(), || async {
        as_error(next.clone().run(fields.request(parts, ctx, &spare)).await).await
    })
    .await
}

/// The error that a server function answered with, if it did.
async fn as_error(response: Response) -> Result<Response, AppError> {
    if !response.headers().contains_key("serverfnerror") && !response.status().is_server_error() {
        return Ok(response);
    }
    let bytes = to_bytes(response.into_body(), LARGEST_ERROR).await.unwrap_or_default();
    Err(serde_json::from_slice(&bytes).unwrap_or(AppError::Internal))
}

fn json_error(error: &AppError) -> Response {
    let mut response = (pages::status(error), axum::Json(error)).into_response();
    if let Ok(message) = HeaderValue::from_str(&message(error)) {
        response.headers_mut().insert("x-message", message);
    }
    if let AppError::TooMany { seconds } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}

/// What people are told, for scripts to pass on: percent-encoded.
fn message(error: &AppError) -> String {
    let words = match error {
        AppError::Invalid(problems) => problems.0.first().map(|(_, problem)| problem.to_string()),
        _ => None,
    };
    let words = words.unwrap_or_else(|| error.to_string());
    form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>().replace('+', "%20")
}

/// After a change the browser reads a page anew, so that reloading repeats nothing.
fn see_other(answer: Response, fields: &Fields) -> Response {
    let (mut parts, _) = answer.into_parts();
    if !parts.headers.contains_key(header::LOCATION) {
        let page = HeaderValue::from_str(&fields.page()).unwrap_or(HeaderValue::from_static("/"));
        parts.headers.insert(header::LOCATION, page);
    }
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        parts.headers.remove(name);
    }
    parts.headers.remove("serverfnredirect");
    parts.status = StatusCode::SEE_OTHER;
    Response::from_parts(parts, Body::empty())
}
