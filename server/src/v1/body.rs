//! What is sent: bodies, queries, and identifiers in addresses. What cannot be read is a [`Problem`].

use std::str::FromStr;

use app::error::AppError;
use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use super::Problem;
use crate::content_type;

/// The layer around has read the body already, up to its own limit.
const LARGEST: usize = 1_000_000;

/// A body of JSON.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if content_type::of(request.headers()).split(';').next().map(str::trim) != Some("application/json") {
            return Err(Problem::NoJson);
        }
        let bytes = to_bytes(request.into_body(), LARGEST).await;
        let bytes = bytes.map_err(|_| AppError::TooLarge { kilobytes: LARGEST as u64 / 1_000 })?;
        // A list would be taken for the fields in their order.
        if !bytes.trim_ascii_start().starts_with(b"{") {
            return Err(Problem::Unreadable("The body is not a JSON object.".to_owned()));
        }
        serde_json::from_slice(&bytes).map(Self).map_err(|error| Problem::Unreadable(format!("The body: {error}.")))
    }
}

/// What stands behind the question mark.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let read = Query::<T>::try_from_uri(&parts.uri);
        read.map(|Query(asked)| Self(asked)).map_err(|error| Problem::Unreadable(format!("The query: {error}.")))
    }
}

/// The identifiers in the address, by name. What is none names nothing: [`AppError::NotFound`].
pub struct At(Vec<(String, String)>);

impl At {
    pub fn get<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        let text = self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.parse());
        text.and_then(Result::ok).ok_or(Problem::Refused(AppError::NotFound))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| AppError::NotFound)?;
        Ok(Self(params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()))
    }
}
