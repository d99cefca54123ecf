//! `/login/with/{provider}` and back: the way to an account elsewhere. What comes of it the use-cases decide.

mod oauth2;
mod open_id;
mod providers;

use app::{
    backend::{Ctx, links, logins},
    domain::{text::local_path, time::Millis},
    error::AppError,
};
use axum::{
    extract::{Extension, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

pub use providers::Logins;

use crate::{pages, state::AppState};

/// Where the session remembers what was begun.
const BEGUN: &str = "login_begun";
/// How long somebody may take elsewhere.
const PATIENCE: Millis = 30 * 60_000;

/// A login that was begun; only the session that began it can end it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Begun {
    provider: String,
    state: String,
    /// Of the ID token, for OpenID Connect.
    nonce: String,
    /// What shows that the code was asked for from here (PKCE).
    verifier: String,
    next: String,
    since: Millis,
}

/// Sends the browser to the provider.
pub async fn begin(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(provider): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let next = query(&parts, "next").filter(|next| local_path(next).is_some()).unwrap_or_else(|| "/".to_owned());
    match start(&state, &ctx, &provider, next).await {
        Ok(address) => elsewhere(&address),
        Err(error) => pages::error(&state, parts, error).await,
    }
}

async fn start(state: &AppState, ctx: &Ctx, provider: &str, next: String) -> Result<String, AppError> {
    let (address, begun) = state.logins.begin(provider, next, ctx.now()).await?;
    ctx.session()?.insert(BEGUN, begun).await?;
    Ok(address)
}

/// The browser comes back with a code, or with a refusal.
pub async fn back(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(provider): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let (code, given) = (query(&parts, "code"), query(&parts, "state"));
    match end(&state, &ctx, &provider, code, given).await {
        Ok(path) => elsewhere(&path),
        Err(error) => pages::error(&state, parts, error).await,
    }
}

async fn end(
    state: &AppState,
    ctx: &Ctx,
    provider: &str,
    code: Option<String>,
    given: Option<String>,
) -> Result<String, AppError> {
    let begun: Option<Begun> = ctx.session()?.remove(BEGUN).await?;
    let begun = begun.filter(|begun| begun.provider == provider && ctx.now() - begun.since <= PATIENCE);
    let begun = begun.ok_or(AppError::LoginFailed)?;
    // The hashes take the same time to compare wherever the two differ.
    let same = given.is_some_and(|given| links::hash(&given) == links::hash(&begun.state));
    let code = code.filter(|_| same).ok_or(AppError::LoginFailed)?;
    let identity = state.logins.end(&begun, code).await?;
    logins::arrive(ctx, identity, &begun.next).await
}

fn query(parts: &axum::http::request::Parts, name: &str) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
}

fn elsewhere(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address.to_owned())]).into_response()
}
