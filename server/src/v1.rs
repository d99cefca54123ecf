//! The API for programs, under `/api/v1`: the use-cases of the pages as JSON, for those who show a token.
//!
//! Nothing is decided here. A handler reads what was sent, asks for the scope that it needs ([`Caller::may`], the only way
//! to a context), calls the use-case, and writes down what came back.

mod answers;
mod body;
mod caller;
mod document;
mod etag;
mod guests;
mod limit;
mod me;
pub mod news;
mod parties;
mod photos;
mod pictures;
mod posts;
mod problem;
mod reply;
mod types;

pub use caller::Caller;
pub use document::{Operation, operations};
pub use limit::Limit;
pub use problem::Problem;

use std::sync::LazyLock;

use axum::{
    Router,
    body::Bytes,
    http::header,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{router::body_limit, state::AppState, uploads};

/// What all addresses of the API begin with. Forms have others.
pub const PREFIX: &str = "/api/v1";
/// Where it is described.
pub const DOCUMENT: &str = "/api/v1/openapi.json";

/// Whether an address belongs to the API.
pub fn is_of_api(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The routes with their description.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(document::about())
        .routes(routes!(me::show))
        .routes(routes!(parties::list, parties::create))
        .routes(routes!(parties::show, parties::change, parties::delete))
        .routes(routes!(parties::cancel, parties::revive))
        .routes(routes!(guests::list, guests::add))
        .routes(routes!(guests::show, guests::change, guests::remove))
        .routes(routes!(guests::renew_link, guests::revoke_link))
        .routes(routes!(guests::answer))
        .routes(routes!(answers::show, answers::change, answers::join))
        .routes(routes!(posts::list, posts::add))
        .routes(routes!(posts::show, posts::change, posts::remove))
        .routes(routes!(posts::react, posts::take_back))
        .routes(routes!(posts::pin, posts::unpin))
        .routes(routes!(photos::list, photos::add))
        .routes(routes!(photos::show, photos::change, photos::remove))
        .routes(routes!(photos::like, photos::unlike))
        .routes(routes!(pictures::show))
}

/// All routes of the API. No cookie is read here, so nobody can be made to call it by another site.
pub fn router(state: &AppState) -> Router<AppState> {
    let (routes, _) = described().split_for_parts();
    routes
        .method_not_allowed_fallback(wrong_method)
        // From the inside out. Only photos come in bodies that are not read before.
        .route_layer(body_limit(state, uploads::ALBUM))
        .route_layer(from_fn(etag::layer))
        .route_layer(from_fn_with_state(state.clone(), caller::layer))
        .route(DOCUMENT, get(openapi).fallback(wrong_method))
}

async fn wrong_method() -> Problem {
    Problem::WrongMethod
}

static OPENAPI: LazyLock<Bytes> =
    LazyLock::new(|| serde_json::to_vec(&document::complete(described().into_openapi())).unwrap_or_default().into());

async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI.clone()).into_response()
}
