//! Requests to the bucket tell which trace they belong to.

use aws_sdk_s3::{
    config::{ConfigBag, Intercept, RuntimeComponents, interceptors::BeforeTransmitInterceptorContextMut},
    error::BoxError,
};

use crate::telemetry::{TRACEPARENT, traceparent};

/// Adds the header `traceparent` (W3C Trace Context) after signing, where there is a trace.
#[derive(Debug)]
pub(super) struct TraceContext;

impl Intercept for TraceContext {
    fn name(&self) -> &'static str {
        "TraceContext"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(parent) = traceparent() {
            context.request_mut().headers_mut().insert(TRACEPARENT, parent);
        }
        Ok(())
    }
}
