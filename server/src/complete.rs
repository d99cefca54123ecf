//! Pages in one piece: collected under a time limit, with scripts where an island is, compressed, with their length.

use std::{io::Write, time::Duration};

use app::error::AppError;
use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::{pages::status, state::AppState};

const TIMEOUT: Duration = Duration::from_secs(15);
/// The largest page, in bytes.
const LARGEST: usize = 8_000_000;
/// Below this, in bytes, compression costs more than it saves.
const WORTH_COMPRESSING: usize = 1_000;
const BROTLI_QUALITY: u32 = 4;
/// Said when not even the error page can be rendered.
const BROKEN: &str = "<!DOCTYPE html><html lang=\"en\"><title>Soirée</title>\
                      <p>Something went wrong on our side. Please try again.</p></html>";

/// Completes a rendered page.
pub async fn page(state: &AppState, request: &HeaderMap, nonce: &str, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let rendered = tokio::time::timeout(TIMEOUT, to_bytes(body, LARGEST)).await;
    let mut html = rendered.ok().and_then(Result::ok).and_then(document).unwrap_or_else(|| {
        tracing::error!("a page was not rendered completely");
        parts.status = status(&AppError::Internal);
        Bytes::from_static(BROKEN.as_bytes())
    });
    if let Some(scripts) = scripts(state, nonce, &html) {
        html = insert_before_head_end(&html, &scripts);
    }
    let headers = &mut parts.headers;
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
    if html.len() >= WORTH_COMPRESSING
        && accepts_brotli(request)
        && let Some(smaller) = brotli(&html)
    {
        html = smaller;
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(html.len()));
    Response::from_parts(parts, Body::from(html))
}

/// The document itself: behind its end Leptos adds scripts for resources, which these pages do not have.
fn document(rendered: Bytes) -> Option<Bytes> {
    const END: &[u8] = b"</html>";
    let end = memchr::memmem::rfind(&rendered, END)?;
    Some(rendered.slice(..end + END.len()))
}

/// What starts the islands, on pages that hold one.
fn scripts(state: &AppState, nonce: &str, html: &[u8]) -> Option<String> {
    memchr::memmem::find(html, b"<leptos-island")?;
    let (js, wasm) = (&state.assets.script, &state.assets.wasm);
    let boot = include_str!("islands.js").replace("JS", &format!("{js:?}")).replace("WASM", &format!("{wasm:?}"));
    Some(format!(
        r#"<link rel="modulepreload" href="{js}"><link rel="preload" href="{wasm}" as="fetch" type="application/wasm" crossorigin><script type="module" nonce="{nonce}">{boot}</script>"#
    ))
}

fn insert_before_head_end(html: &[u8], insert: &str) -> Bytes {
    let at = memchr::memmem::find(html, b"</head>").unwrap_or(0);
    [&html[..at], insert.as_bytes(), &html[at..]].concat().into()
}

/// Whether the browser takes Brotli; a weight of nought means that it does not.
pub fn accepts_brotli(request: &HeaderMap) -> bool {
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0_f32));
        name.trim() == "br" && !refused
    })
}

fn brotli(html: &[u8]) -> Option<Bytes> {
    let mut writer = brotli::CompressorWriter::new(Vec::with_capacity(html.len() / 3), 4096, BROTLI_QUALITY, 20);
    writer.write_all(html).ok()?;
    Some(writer.into_inner().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_for_those_who_take_it() {
        let accepts = |value: &'static str| {
            accepts_brotli(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]))
        };
        assert!(accepts("gzip, deflate, br") && accepts("br;q=0.5") && accepts(" br ; q=1.0, gzip"));
        assert!(!accepts("gzip") && !accepts("brotli") && !accepts("br;q=0, gzip") && !accepts("gzip, br;q=0.000"));
        assert!(!accepts_brotli(&HeaderMap::new()));
    }
}
