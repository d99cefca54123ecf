//! Structured logs: one line a request, with an id that the response carries too.

use std::{io::IsTerminal, time::Duration};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Response},
};
use tower_http::request_id::{MakeRequestId, RequestId};
use tracing::Span;
use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::Log;

/// Starts logging to standard error.
pub fn init(log: &Log) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&log.filter).map_err(|error| anyhow::anyhow!("SOIREE_LOG: {error}"))?;
    let registry = tracing_subscriber::registry().with(filter);
    let format =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    if log.json {
        registry.with(format.json()).try_init()?;
    } else {
        registry.with(format.compact()).try_init()?;
    }
    Ok(())
}

/// Secrets stand in paths of personal links: they are not logged.
fn loggable(path: &str) -> &str {
    if path.starts_with("/i/") { "/i/…" } else { path }
}

/// Names requests that no proxy in front has named.
#[derive(Clone, Copy)]
pub struct NewId;

impl MakeRequestId for NewId {
    fn make_request_id<B>(&mut self, _request: &axum::http::Request<B>) -> Option<RequestId> {
        let id = uuid::Uuid::now_v7().simple().to_string();
        HeaderValue::try_from(id).ok().map(RequestId::new)
    }
}

pub fn span(request: &Request) -> Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    let id = id.unwrap_or_default().chars().take(64).collect::<String>();
    tracing::info_span!("request", id, method = %request.method(), path = loggable(request.uri().path()))
}

pub fn answered(response: &Response<Body>, latency: Duration, span: &Span) {
    let _entered = span.enter();
    let (status, milliseconds) = (response.status().as_u16(), latency.as_millis() as u64);
    if response.status().is_server_error() {
        tracing::error!(status, milliseconds, "answered");
    } else {
        tracing::info!(status, milliseconds, "answered");
    }
}
