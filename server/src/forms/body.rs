//! The fields of a posted form.

use std::{collections::HashMap, sync::Arc};

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

use crate::{content_type, state::AppState, uploads};

/// The text of a form may be so long as it is sent, in bytes: percent-encoding makes three of one, and five of one in a form
/// that is held inside the login form. The longest text that is taken, a list of guests of 64 KiB, fits in either.
const LARGEST: usize = 512_000;

/// Fields in their order. Names with a leading `_` are for the forms layer itself.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub all: Vec<(String, String)>,
    /// What the files were like that have become pictures: the same form sent again makes other pictures of the same files.
    pub digests: HashMap<String, String>,
}

/// Reads the fields; what was read so far comes back with an error too, so that the form can be shown again. Of a form that
/// came too soon (`pace`) no files are kept.
pub async fn read(
    state: &AppState,
    ctx: &Ctx,
    parts: &Parts,
    body: Body,
    pace: Result<(), AppError>,
) -> (Fields, Result<(), AppError>) {
    if uploads::is_form(&parts.headers) {
        return uploads::receive(state, ctx, parts, body, pace).await;
    }
    if !content_type::of(&parts.headers).starts_with("application/x-www-form-urlencoded") {
        return (Fields::default(), Err(AppError::BadRequest));
    }
    match to_bytes(body, LARGEST).await {
        Ok(bytes) => (Fields::parse(&bytes), pace),
        Err(_) => (Fields::default(), Err(AppError::TooLarge { kilobytes: LARGEST as u64 / 1_000 })),
    }
}

impl Fields {
    pub fn parse(bytes: &[u8]) -> Self {
        Self { all: form_urlencoded::parse(bytes).into_owned().collect(), digests: HashMap::new() }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.all.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The page on which the form stands.
    pub fn page(&self) -> String {
        self.get("_page").and_then(local_path).unwrap_or("/").to_owned()
    }

    /// What may be shown again.
    pub fn without_secrets(&self) -> Vec<(String, String)> {
        self.all.iter().filter(|(name, _)| !name.contains("password")).cloned().collect()
    }

    /// Puts what a file has become in its place, with the digest of the file where that is a picture.
    pub fn put(&mut self, name: &str, value: String, digest: Option<String>) {
        self.all.retain(|(field, _)| field != name);
        self.all.push((name.to_owned(), value));
        self.digests.extend(digest.map(|digest| (name.to_owned(), digest)));
    }

    /// What the form says, URL-encoded, with each value as it is to be put.
    fn text<'a>(&'a self, put: impl Fn(&'a str, &'a str) -> &'a str) -> String {
        let own = self.all.iter().filter(|(name, _)| !name.starts_with('_'));
        let own = own.map(|(name, value)| (name.as_str(), put(name, value)));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(own).finish()
    }

    /// The call of the server function, with the form's key, or a spare one where it has none.
    pub fn request(&self, parts: &Parts, ctx: &Ctx, spare: &str) -> Request {
        let text = self.text(|_, value| value);
        let mut parts = parts.clone();
        let from_header = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let key = self.get("_key").or(from_header).filter(|key| !key.is_empty()).unwrap_or(spare);
        // Going back, changing something and sending again is a new request, not a repeat.
        let sent = self.text(|name, value| self.digests.get(name).map_or(value, String::as_str));
        let key = Some(links::hash(&format!("{key} {sent}")));
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
    fn the_same_files_are_the_same_form() {
        let mut fields = Fields::parse(b"text=Look&_key=1");
        let text = |fields: &Fields| fields.text(|name, value| fields.digests.get(name).map_or(value, String::as_str));
        let mut sent = |picture: &str, digest: &str| {
            fields.put("pictures[0][id]", picture.to_owned(), Some(digest.to_owned()));
            text(&fields)
        };
        let first = sent("one", "ab");
        assert_eq!(sent("other", "ab"), first);
        assert_ne!(sent("other", "cd"), first);
        assert_eq!(fields.get("pictures[0][id]"), Some("other"));
    }

    #[test]
    fn passwords_are_not_shown_again() {
        let fields = Fields::parse(b"name=Ana&password=secret&new_password=x&_key=1");
        assert_eq!(fields.without_secrets().len(), 2);
    }
}
