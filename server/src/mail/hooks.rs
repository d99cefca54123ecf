//! `POST /hooks/mail/bounces`: word from a mail server or a relay service that mails did not arrive. `docs/deployment.md`
//! tells them how.
//!
//! The body is either JSON, `{"message_id": "<…>", "reason": "…"}`, or the report itself as `message/rfc822`. The header
//! `Soiree-Signature: t=SECONDS,v1=HEX` holds the moment and HMAC-SHA-256 of `SECONDS.BODY` under SOIREE_MAIL_HOOK_SECRET.

use app::backend::{Ctx, mail::send};
use axum::{
    body::Bytes,
    extract::{Extension, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;

use super::bounces::{self, Bounce};
use crate::{content_type, rate::ClientAddress, state::AppState};

/// The longest body, in bytes; answers of guests are shorter.
pub const LARGEST: usize = super::LARGEST_REPORT;
/// The header in which other programs sign what they post.
pub const SIGNATURE: &str = "soiree-signature";
/// How far the sender's clock may differ, and how long somebody who overhears a request could repeat it, in seconds.
const TOLERANCE: i64 = 300;
/// Said to what changes nothing.
const NOTHING: &str = "nothing to note\n";

/// What services send.
#[derive(Deserialize)]
struct Word {
    message_id: String,
    #[serde(default)]
    reason: String,
}

pub async fn bounced(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Extension(address): Extension<ClientAddress>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Some(refusal) = refusal(&state, address, &headers, &body) {
        return refusal;
    }
    let Some(bounce) = read(&headers, &body) else {
        // Mail servers hand over whatever comes to the address; the same again would change nothing.
        return match is_mail(&headers) {
            true => (StatusCode::OK, NOTHING).into_response(),
            false => (StatusCode::BAD_REQUEST, "this names no mail\n").into_response(),
        };
    };
    match send::bounced(&ctx, &bounce.message_key, &bounce.reason).await {
        Ok(true) => (StatusCode::OK, "noted\n").into_response(),
        // Nothing that a repeat would change.
        Ok(false) => (StatusCode::OK, NOTHING).into_response(),
        Err(error) => (crate::pages::status(&error), format!("{error}\n")).into_response(),
    }
}

/// What somebody gets who does not know the secret of the site; too many such tries have to wait.
pub fn refusal(state: &AppState, address: ClientAddress, headers: &HeaderMap, body: &[u8]) -> Option<Response> {
    let Some(secret) = &state.mail.hook_secret else {
        return Some((StatusCode::NOT_FOUND, "SOIREE_MAIL_HOOK_SECRET is not set\n").into_response());
    };
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if is_signed(&secret.0, signature, body, state.services.clock.now() / 1_000) {
        return None;
    }
    Some(match state.rates.forged(address) {
        Ok(()) => (StatusCode::UNAUTHORIZED, "the signature does not fit\n").into_response(),
        Err(error) => (crate::pages::status(&error), format!("{error}\n")).into_response(),
    })
}

fn is_mail(headers: &HeaderMap) -> bool {
    content_type::of(headers).starts_with("message/rfc822")
}

fn read(headers: &HeaderMap, body: &[u8]) -> Option<Bounce> {
    if is_mail(headers) {
        return bounces::read(body);
    }
    let word: Word = serde_json::from_slice(body).ok()?;
    let id = word.message_id.trim_start_matches('<');
    let reason = if word.reason.is_empty() { "It came back.".to_owned() } else { word.reason };
    Some(Bounce { message_key: bounces::key_in(&format!("<{id}"))?, reason })
}

/// The header for a body that is sent at this moment, in seconds.
pub fn sign(secret: &str, seconds: i64, body: &[u8]) -> String {
    format!("t={seconds},v1={}", HEXLOWER.encode(mac(secret, seconds, body).finalize().into_bytes().as_slice()))
}

/// Whether whoever knows the secret has signed it a moment ago. The comparison tells nothing by its time.
fn is_signed(secret: &str, signature: &str, body: &[u8], now: i64) -> bool {
    let part = |name: &str| signature.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
    let (Some(seconds), Some(hex)) = (part("t").and_then(|text| text.parse::<i64>().ok()), part("v1")) else {
        return false;
    };
    let Ok(given) = HEXLOWER.decode(hex.as_bytes()) else { return false };
    now.abs_diff(seconds) <= TOLERANCE.unsigned_abs() && mac(secret, seconds, body).verify_slice(&given).is_ok()
}

fn mac(secret: &str, seconds: i64, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a secret of some length";

    #[test]
    fn only_what_was_signed_a_moment_ago_counts() {
        let good = sign(SECRET, 1_000, b"body");
        assert!(is_signed(SECRET, &good, b"body", 1_000) && is_signed(SECRET, &good, b"body", 1_300));
        assert!(is_signed(SECRET, &good, b"body", 700), "clocks differ");
        assert!(!is_signed(SECRET, &good, b"body", 1_301) && !is_signed(SECRET, &good, b"body", 699));
        assert!(!is_signed("another secret", &good, b"body", 1_000) && !is_signed(SECRET, &good, b"other", 1_000));
        let moved = good.replace("t=1000", "t=1001");
        for bad in ["", "t=1000", "v1=", "t=x,v1=00", "t=1000,v1=zz", "t=-9223372036854775808,v1=00", &moved] {
            assert!(!is_signed(SECRET, bad, b"body", 1_000), "{bad}");
        }
    }

    #[test]
    fn identifiers_come_with_brackets_or_without() {
        let id = format!("{}@example.org", "0123456789abcdef".repeat(2));
        for text in [id.clone(), format!("<{id}>")] {
            let body = format!("{{\"message_id\":\"{text}\",\"reason\":\"full\"}}");
            assert_eq!(read(&HeaderMap::new(), body.as_bytes()).unwrap().reason, "full");
        }
        for bad in ["", "{}", "[]", "{\"message_id\":\"x@example.org\"}"] {
            assert!(read(&HeaderMap::new(), bad.as_bytes()).is_none(), "{bad}");
        }
    }
}
