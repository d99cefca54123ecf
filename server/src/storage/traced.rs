use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use tracing::{Instrument, Span};

use super::{Blob, ByteRange, Content, Key, Storage, StorageError};
use crate::telemetry::TRACES;

/// Another storage, with a span around everything that is asked of it.
pub struct TracedStorage(pub Arc<dyn Storage>);

fn span(what: &'static str) -> Span {
    tracing::debug_span!(target: TRACES, "storage", otel.name = what, otel.kind = "client")
}

#[async_trait]
impl Storage for TracedStorage {
    async fn put(&self, key: &Key, content: Content, content_type: &str) -> Result<(), StorageError> {
        self.0.put(key, content, content_type).instrument(span("storage put")).await
    }

    async fn get(&self, key: &Key, range: Option<ByteRange>) -> Result<Blob, StorageError> {
        self.0.get(key, range).instrument(span("storage get")).await
    }

    async fn delete(&self, key: &Key) -> Result<(), StorageError> {
        self.0.delete(key).instrument(span("storage delete")).await
    }

    async fn url(&self, key: &Key, valid_for: Duration) -> Option<String> {
        self.0.url(key, valid_for).await
    }

    async fn healthy(&self) -> Result<(), StorageError> {
        self.0.healthy().instrument(span("storage healthy")).await
    }
}
