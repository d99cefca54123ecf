//! A collector of traces, as small as can be.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use opentelemetry_proto::tonic::{collector::trace::v1::ExportTraceServiceRequest, trace::v1::Span};
use prost::Message;
use tokio::net::TcpListener;

type Bodies = Arc<Mutex<Vec<Bytes>>>;

pub struct Collector {
    /// What to set `OTEL_EXPORTER_OTLP_ENDPOINT` to.
    pub endpoint: String,
    bodies: Bodies,
}

impl Collector {
    pub async fn start() -> Self {
        let bodies = Bodies::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().route("/v1/traces", post(take)).with_state(bodies.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { endpoint, bodies }
    }

    /// All spans that have arrived.
    pub fn spans(&self) -> Vec<Span> {
        let bodies = self.bodies.lock().expect("a lock");
        let requests = bodies.iter().map(|body| ExportTraceServiceRequest::decode(body.clone()).expect("protobuf"));
        let resources = requests.flat_map(|request| request.resource_spans);
        resources.flat_map(|resource| resource.scope_spans).flat_map(|scope| scope.spans).collect()
    }

    /// Everything that has arrived; texts stand in protobuf as they are.
    pub fn bytes(&self) -> Vec<u8> {
        self.bodies.lock().expect("a lock").concat()
    }
}

async fn take(State(bodies): State<Bodies>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if headers.get("x-key").is_none_or(|key| key != "a key") {
        return StatusCode::UNAUTHORIZED;
    }
    bodies.lock().expect("a lock").push(body);
    StatusCode::OK
}
