//! A page that stands open and hears what changes.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, Method},
};
use futures::StreamExt;
use tokio::time::timeout;
use tower::ServiceExt;

use super::Browser;

/// What arrives later than this is late.
const SOON: Duration = Duration::from_secs(1);
/// Nothing arrives for so long.
const QUIET: Duration = Duration::from_millis(400);

/// An open stream.
pub struct Ear {
    pub headers: HeaderMap,
    body: BodyDataStream,
    text: String,
    /// Heartbeats so far.
    pub heartbeats: usize,
}

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub event: String,
    pub id: Option<i64>,
    pub data: String,
}

impl Browser {
    /// Opens a stream that is ready, or gives the status of the refusal.
    pub async fn listen(&self, path: &str) -> Result<Ear, u16> {
        self.listen_after(path, None).await
    }

    /// The same with what the browser has heard last.
    pub async fn listen_after(&self, path: &str, last: Option<i64>) -> Result<Ear, u16> {
        let mut request = self.request(Method::GET, path);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        if !response.status().is_success() {
            return Err(response.status().as_u16());
        }
        let (parts, body) = response.into_parts();
        let mut ear = Ear { headers: parts.headers, body: body.into_data_stream(), text: String::new(), heartbeats: 0 };
        let ready = ear.next(SOON).await.expect("in time").expect("a message");
        assert_eq!(ready.event, "ready");
        Ok(ear)
    }
}

impl Ear {
    /// The next message, or nothing at the end of the stream; an error if neither comes in time.
    pub async fn next(&mut self, within: Duration) -> Result<Option<Message>, &'static str> {
        timeout(within, self.read()).await.map_err(|_| "nothing came in time")
    }

    async fn read(&mut self) -> Option<Message> {
        loop {
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                if !block.starts_with(':') {
                    return Some(message(&block));
                }
                self.heartbeats += 1;
            }
            let bytes = self.body.next().await?.expect("a readable stream");
            self.text.push_str(std::str::from_utf8(&bytes).expect("text"));
        }
    }

    /// Hears soon that these topics have changed.
    pub async fn hears(&mut self, topics: &str) -> Message {
        self.hears_within(SOON, topics).await
    }

    pub async fn hears_within(&mut self, within: Duration, topics: &str) -> Message {
        let heard = self.next(within).await.unwrap_or_else(|error| panic!("{topics}: {error}"));
        let heard = heard.unwrap_or_else(|| panic!("{topics}: the stream is at its end"));
        assert_eq!((heard.event.as_str(), heard.data.as_str()), ("change", topics));
        heard
    }

    /// Hears nothing.
    pub async fn is_quiet(&mut self) {
        if let Ok(heard) = self.next(QUIET).await {
            panic!("it is not quiet: {heard:?}");
        }
    }

    /// The stream ends soon, after what was still to be said.
    pub async fn ends(&mut self) {
        while self.next(SOON).await.expect("the stream ends").is_some() {}
    }
}

fn message(block: &str) -> Message {
    let mut message = Message::default();
    for line in block.lines() {
        match line.split_once(": ") {
            Some(("event", event)) => message.event = event.to_owned(),
            Some(("data", data)) => message.data = data.to_owned(),
            Some(("id", id)) => message.id = id.parse().ok(),
            _ => {}
        }
    }
    message
}
