//! A server elsewhere that takes the messages of webhooks.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

/// What it got, and what it answers.
#[derive(Clone)]
struct Shared {
    got: Arc<Mutex<Vec<Got>>>,
    status: Arc<Mutex<StatusCode>>,
}

/// One message.
#[derive(Clone, Debug)]
pub struct Got {
    pub headers: HeaderMap,
    pub body: String,
}

pub struct Receiver {
    pub url: String,
    shared: Shared,
    serving: JoinHandle<()>,
}

impl Receiver {
    pub async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let shared = Shared { got: Arc::default(), status: Arc::new(Mutex::new(StatusCode::NO_CONTENT)) };
        let router = Router::new().fallback(take).with_state(shared.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.expect("it serves") });
        Self { url, shared, serving }
    }

    /// From now on it answers so.
    pub fn answers(&self, status: u16) {
        *self.shared.status.lock().expect("a lock") = StatusCode::from_u16(status).expect("a status");
    }

    /// All that came since it was asked last.
    pub fn got(&self) -> Vec<Got> {
        std::mem::take(&mut *self.shared.got.lock().expect("a lock"))
    }

    /// The same as `type` and `data`.
    pub fn news(&self) -> Vec<(String, Value)> {
        self.got().iter().map(Got::news).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn news(&self) -> (String, Value) {
        let message: Value = serde_json::from_str(&self.body).expect("a message");
        (message["type"].as_str().expect("a type").to_owned(), message["data"].clone())
    }
}

async fn take(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let body = String::from_utf8(body.to_vec()).expect("text");
    shared.got.lock().expect("a lock").push(Got { headers, body });
    let status = *shared.status.lock().expect("a lock");
    // Whoever follows it comes here again.
    (status, [(header::LOCATION, "/elsewhere")]).into_response()
}
