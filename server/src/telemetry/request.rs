//! One line a request, with an id that the response carries too, and its place in a trace.

use std::time::Duration;

use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderValue, Response},
};
use opentelemetry::{
    KeyValue,
    propagation::TextMapPropagator,
    trace::{Status, TraceContextExt},
};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tower_http::request_id::{MakeRequestId, RequestId};
use tracing::{Span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use uuid::Uuid;

/// Where the span of a request is made.
pub const TARGET: &str = module_path!();
/// The route of requests that none matches, such as those for the browser's files.
pub const NO_ROUTE: &str = "-";

/// Names requests that no proxy in front has named.
#[derive(Clone, Copy)]
pub struct NewId;

impl MakeRequestId for NewId {
    fn make_request_id<B>(&mut self, _request: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::try_from(new_id()).ok().map(RequestId::new)
    }
}

fn new_id() -> String {
    Uuid::now_v7().simple().to_string()
}

/// The pattern of the path: paths themselves hold usernames and the secrets of personal links.
pub fn route(request: &Request) -> &str {
    request.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str)
}

pub fn span(request: &Request) -> Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    let id = id.unwrap_or_default().chars().take(64).collect::<String>();
    let (method, route) = (request.method(), route(request));
    let span = tracing::info_span!("request", id, trace_id = Empty, %method, route, otel.kind = "server");
    let trace = collected(&span, request.headers(), method.as_str(), route);
    let trace = trace.or_else(|| named(request.headers())).unwrap_or_else(new_id);
    span.record("trace_id", trace);
    span
}

/// Makes the span part of the trace that the request belongs to, and gives that one's id; nothing if nobody collects
/// traces.
fn collected(span: &Span, headers: &HeaderMap, method: &str, route: &str) -> Option<String> {
    let parent = TraceContextPropagator::new().extract(&HeaderExtractor(headers));
    span.set_parent(parent).ok()?;
    let context = span.context();
    let active = context.span();
    active.update_name(format!("{method} {route}"));
    active.set_attribute(KeyValue::new("http.request.method", method.to_owned()));
    active.set_attribute(KeyValue::new("http.route", route.to_owned()));
    Some(active.span_context().trace_id().to_string())
}

/// The trace that a proxy in front has begun: `00-{trace}-{span}-{flags}`.
fn named(headers: &HeaderMap) -> Option<String> {
    let trace = headers.get("traceparent")?.to_str().ok()?.split('-').nth(1)?;
    let sound = trace.len() == 32 && trace.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    sound.then(|| trace.to_owned())
}

pub fn answered(response: &Response<Body>, latency: Duration, span: &Span) {
    let status = response.status().as_u16();
    span.set_attribute("http.response.status_code", i64::from(status));
    let _entered = span.enter();
    let milliseconds = latency.as_millis() as u64;
    if response.status().is_server_error() {
        span.set_status(Status::error("a server error"));
        tracing::error!(status, milliseconds, "answered");
    } else {
        tracing::info!(status, milliseconds, "answered");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trace_of_a_proxy() {
        let of = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("traceparent", value.parse().unwrap());
            named(&headers)
        };
        let trace = "0af7651916cd43dd8448eb211c80319c";
        assert_eq!(of(&format!("00-{trace}-b7ad6b7169203331-01")).as_deref(), Some(trace));
        for bad in ["", "00", "00-x-y-01", &format!("00-{}-b7ad6b7169203331-01", trace.to_uppercase())] {
            assert_eq!(of(bad), None, "{bad}");
        }
        assert_eq!(new_id().len(), 32);
    }
}
