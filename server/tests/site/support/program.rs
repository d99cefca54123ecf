//! Programs that call the API.

use app::{
    backend::api_tokens,
    domain::api_token::{Lifetime, Scopes, TokenDraft, TokenName},
};
use axum::{body::Body, http::Request};
use serde_json::Value;

use super::{Browser, Page, Site, form_with};

/// All that a token can let do.
pub const EVERYTHING: &str = "read parties:write guests:write answers:write board:write album:write";

/// A program with somebody's token.
#[derive(Clone)]
pub struct Program {
    browser: Browser,
    pub token: String,
}

impl Site {
    /// A program of this person, with a token that lets do so much.
    pub async fn program(&self, username: &str, scopes: &str) -> Program {
        let draft = TokenDraft {
            name: TokenName::parse("A program").expect("a name"),
            scopes: Scopes::parse(scopes),
            lifetime: Lifetime::Month,
        };
        let token = api_tokens::create_for(&self.state.command_ctx(), username, draft).await.expect("a token");
        Program { browser: self.visitor(), token }
    }

    /// The same with everything that a token can let do.
    pub async fn free_program(&self, username: &str) -> Program {
        self.program(username, EVERYTHING).await
    }
}

impl Program {
    pub async fn get(&self, path: &str) -> Page {
        self.send("GET", path, &[], None).await
    }

    /// Calls without a body.
    pub async fn call(&self, method: &str, path: &str) -> Page {
        self.send(method, path, &[], None).await
    }

    /// Calls with a body of JSON.
    pub async fn say(&self, method: &str, path: &str, body: Value) -> Page {
        self.send(method, path, &[], Some(body)).await
    }

    /// Sends a form with photos and with words that go with them.
    pub async fn send_photos(&self, path: &str, fields: &[(&str, &str)], files: &[&[u8]]) -> Page {
        let files: Vec<_> = files.iter().map(|file| ("photos", "picture.jpg", *file)).collect();
        let (kind, body) = form_with(fields, &files);
        let request = Request::post(path).header("authorization", format!("Bearer {}", self.token));
        let request = request.header("content-type", kind).body(Body::from(body)).expect("a request");
        self.browser.clone().send(request).await
    }

    /// Calls with headers of its own.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Page {
        let mut request = Request::builder().method(method).uri(path);
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.browser.clone().send(request.body(body).expect("a request")).await
    }
}

impl Page {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// It is a problem with this status and this code.
    #[track_caller]
    pub fn is_problem(&self, status: u16, code: &str) -> &Self {
        assert_eq!(self.is(status).header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!((&problem["status"], &problem["code"]), (&status.into(), &code.into()), "{problem}");
        assert_eq!(problem["type"], "about:blank");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{problem}");
        self
    }
}
