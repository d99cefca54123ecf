//! In place of the crate of this name. Leptos always brings that along, so that server functions may stream. None of ours
//! does; but what the crate exports to JavaScript can never be left out, and would be a tenth of all that browsers load.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use wasm_bindgen::{JsValue, throw_str};

const REFUSED: &str = "server functions do not stream here";

/// What a server function would send or receive piece by piece.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Throws.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        throw_str(REFUSED)
    }

    /// Throws.
    pub fn into_stream(self) -> Nothing {
        throw_str(REFUSED)
    }
}

/// A stream that cannot be.
pub enum Nothing {}

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match *self {}
    }
}
