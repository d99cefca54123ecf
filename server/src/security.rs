//! Headers that protect every response, and the check that a change comes from this site.

use app::error::AppError;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use data_encoding::BASE64;

use crate::{pages, state::AppState};

/// A value that only the scripts of one response carry.
#[derive(Clone, Debug)]
pub struct Nonce(pub String);

/// Put into a response that has another policy than pages, and may be framed by pages of this site.
#[derive(Clone, Copy, Debug)]
pub struct OwnPolicy(pub &'static str);

/// Adds the headers. Media and assets may set their own caching.
pub async fn headers(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let nonce = BASE64.encode(&rand::random::<[u8; 16]>());
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let own = response.extensions_mut().remove::<OwnPolicy>();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_SECURITY_POLICY, &own.map_or_else(|| policy(&nonce, &state), |own| own.0.to_owned()));
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, if own.is_some() { "SAMEORIGIN" } else { "DENY" });
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()");
    if state.services.links.secure() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    response
}

/// Pictures may be served by the storage itself, everything else comes from here.
fn policy(nonce: &str, state: &AppState) -> String {
    let pictures = state.picture_origins.join(" ");
    // Only the development outbox shows something in a frame.
    let frames = if state.services.mail.outbox.is_some() { "frame-src 'self'; " } else { "" };
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' blob: data: {pictures}; {frames}connect-src 'self'; manifest-src 'self'; font-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// A change must come from this site: the browser says so in `Sec-Fetch-Site` or `Origin`.
pub async fn same_origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_own(&request, state.services.links.base()) {
        return next.run(request).await;
    }
    let (parts, _) = request.into_parts();
    pages::error(&state, parts, AppError::CrossSite).await
}

fn is_own(request: &Request, base: &str) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) if site != "same-origin" && site != "none" => false,
        (_, Some(origin)) => origin == base || header("host").is_some_and(|host| same_host(origin, host, base)),
        (Some(_), None) => true,
        // Neither: not a browser of this decade, or no browser; it has no cookies that somebody else could abuse.
        (None, None) => header("cookie").is_none(),
    }
}

/// The origin names the host that was asked, with the scheme under which the site is served.
fn same_host(origin: &str, host: &str, base: &str) -> bool {
    let scheme = base.split_once("://").map_or("http", |(scheme, _)| scheme);
    origin.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://")) == Some(host)
}
