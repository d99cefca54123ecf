//! The fields of a posted form.

use std::sync::Arc;

use app::{
    backend::{Ctx, ctx::RequestFacts, links},
    domain::text::local_path,
    error::AppError,
};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, header, request::Parts},
};

use crate::{state::AppState, uploads};

/// The text of a form may be so long, in bytes.
const LARGEST: usize = 128 * 1024;

/// Fields in their order. Names with a leading `_` are for the forms layer itself.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, String)>);

/// Reads the fields; what was read so far comes back with an error too, so that the form can be shown again.
pub async fn read(state: &AppState, ctx: &Ctx, parts: &Parts, body: Body) -> (Fields, Result<(), AppError>) {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return uploads::receive(state, ctx, parts, body).await;
    }
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return (Fields::default(), Err(AppError::BadRequest));
    }
    match to_bytes(body, LARGEST).await {
        Ok(bytes) => (Fields::parse(&bytes), Ok(())),
        Err(_) => (Fields::default(), Err(AppError::TooLarge { megabytes: 1 })),
    }
}

impl Fields {
    pub fn parse(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The page on which the form stands.
    pub fn page(&self) -> String {
        self.get("_page").and_then(local_path).unwrap_or("/").to_owned()
    }

    /// What may be shown again.
    pub fn without_secrets(&self) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| !name.contains("password")).cloned().collect()
    }

    /// The call of the server function, with the form's key.
    pub fn request(&self, parts: &Parts, ctx: &Ctx) -> Request {
        let own = self.0.iter().filter(|(name, _)| !name.starts_with('_'));
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(own).finish();
        let mut parts = parts.clone();
        let from_header = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        // Going back, changing something and sending again is a new request, not a repeat.
        let key = self
            .get("_key")
            .or(from_header)
            .filter(|key| !key.is_empty())
            .map(|key| links::hash(&format!("{key} {text}")));
        let facts = RequestFacts { key, ..ctx.facts.as_ref().clone() };
        parts.extensions.insert(Ctx { facts: Arc::new(facts), ..ctx.clone() });
        parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(text.len()));
        Request::from_parts(parts, Body::from(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown_again() {
        let fields = Fields::parse(b"name=Ana&password=secret&new_password=x&_key=1");
        assert_eq!(fields.without_secrets().len(), 2);
    }
}
