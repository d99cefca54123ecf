//! The trace that a request to somebody else belongs to.

use opentelemetry::{Context, trace::TraceContextExt};

/// The header that tells it (W3C Trace Context).
pub const TRACEPARENT: &str = "traceparent";

/// The header's value; nothing where nobody collects traces.
pub fn traceparent() -> Option<String> {
    let current = Context::current();
    let trace = current.span().span_context().clone();
    trace.is_valid().then(|| format!("00-{}-{}-{:02x}", trace.trace_id(), trace.span_id(), trace.trace_flags()))
}
