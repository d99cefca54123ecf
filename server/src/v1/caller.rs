//! Who calls: the token, what it lets do, how often it was used, and whether the same call came before.

use std::sync::Arc;

use app::{
    backend::{
        Ctx,
        api_tokens::{self, Holder},
        ctx::RequestFacts,
        links,
    },
    domain::api_token::Scope,
    error::AppError,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::{Problem, limit};
use crate::{again, state::AppState, uploads, viewer};

/// The largest body, in bytes.
const LARGEST: usize = 128_000;
/// The longest key for repeats, in bytes.
const LONGEST_KEY: usize = 255;

/// Somebody's program.
#[derive(Clone)]
pub struct Caller {
    pub holder: Arc<Holder>,
    ctx: Ctx,
}

impl Caller {
    /// The context of the token's owner, if the token lets do this.
    pub fn may(&self, scope: Scope) -> Result<&Ctx, Problem> {
        if self.lets(scope) { Ok(&self.ctx) } else { Err(Problem::NoScope(scope)) }
    }

    /// Whether the token lets do this.
    pub fn lets(&self, scope: Scope) -> bool {
        self.holder.scopes.holds(scope)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or(Problem::NoToken)
    }
}

/// Puts the [`Caller`] into the request, and tells how many calls are left.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut response = match known(&state, &parts).await {
        Ok(holder) => match state.rates.token(holder.token.0) {
            Ok(left) => limit::tell(answer(&state, parts, body, holder, next).await, &left),
            Err(left) => limit::tell(too_many(left.wait), &left),
        },
        Err(problem) => problem.into_response(),
    };
    response.headers_mut().insert(header::VARY, header::HeaderValue::from_static("Authorization"));
    response
}

fn too_many(seconds: u64) -> Response {
    Problem::Refused(AppError::TooMany { seconds }).into_response()
}

/// Who shows a token that works. Cookies are nothing here.
async fn known(state: &AppState, parts: &Parts) -> Result<Holder, Problem> {
    let token = bearer(&parts.headers).ok_or(Problem::NoToken)?;
    api_tokens::holder(&state.services, token).await?.ok_or(Problem::NoToken)
}

/// RFC 6750, section 2.1.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Carries out the call; a write that met another one, or whose database went away, is tried again.
async fn answer(state: &AppState, parts: Parts, body: Body, holder: Holder, next: Next) -> Response {
    if uploads::is_form(&parts.headers) {
        return upload(state, parts, body, holder, next).await;
    }
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return Problem::Refused(AppError::TooLarge { kilobytes: LARGEST as u64 / 1_000 }).into_response();
    };
    let caller = match caller(state, &parts, &bytes, holder).await {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let answered = again::settle(caller.ctx.db().patience(), || async {
        let mut parts = parts.clone();
        parts.extensions.insert(caller.clone());
        let response = next.clone().run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
        match response.extensions().get::<Problem>() {
            Some(Problem::Refused(error @ (AppError::Busy | AppError::Unavailable))) => Err(error.clone()),
            _ => Ok(response),
        }
    });
    answered.await.unwrap_or_else(|error| Problem::Refused(error).into_response())
}

/// Files are not held in memory. They tell themselves what came before, and what meets another write is tried again there.
async fn upload(state: &AppState, mut parts: Parts, body: Body, holder: Holder, next: Next) -> Response {
    match caller(state, &parts, &Bytes::new(), holder).await {
        Ok(caller) => {
            parts.extensions.insert(caller);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(problem) => problem.into_response(),
    }
}

/// The context is that of any request, but for a session, personal links and what comes with them.
async fn caller(state: &AppState, parts: &Parts, body: &Bytes, holder: Holder) -> Result<Caller, Problem> {
    let ctx = viewer::context(state, parts).await?;
    let facts =
        RequestFacts { key: Some(key(parts, body)?), guest_of: Vec::new(), flash: None, ..ctx.facts.as_ref().clone() };
    let ctx = Ctx { user: Some(holder.person.clone()), session: None, facts: Arc::new(facts), ..ctx };
    Ok(Caller { holder: Arc::new(holder), ctx })
}

/// The same key with the same call is the same call again. With another one it is another one. What is tried again here is
/// the same call: one without a key gets one for that.
fn key(parts: &Parts, body: &Bytes) -> Result<String, Problem> {
    let Some(key) = parts.headers.get("idempotency-key") else {
        return Ok(links::hash(&format!("v1 {}", Uuid::new_v4())));
    };
    let fits = |key: &&str| (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    let key = key.to_str().ok().filter(fits);
    let key = key.ok_or_else(|| {
        Problem::Unreadable(format!("An Idempotency-Key has 1 to {LONGEST_KEY} characters, and no spaces."))
    })?;
    let text = String::from_utf8_lossy(body);
    Ok(links::hash(&format!("v1 {} {} {key} {text}", parts.method, parts.uri)))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_bearers_are_known() {
        let token = |value: &'static str| {
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static(value))]);
            bearer(&headers).map(ToOwned::to_owned)
        };
        assert_eq!(token("Bearer soi_x").as_deref(), Some("soi_x"));
        assert_eq!(token("bearer  soi_x").as_deref(), Some("soi_x"));
        for other in ["Basic soi_x", "soi_x", "Bearer", ""] {
            assert_eq!(token(other), None, "{other}");
        }
    }
}
