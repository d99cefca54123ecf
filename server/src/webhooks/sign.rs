//! Signatures as <https://www.standardwebhooks.com> describes them: HMAC-SHA256 over identifier, time and body.

use app::{backend::webhooks::Outgoing, domain::DeliveryId};
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use sha2::Sha256;

use crate::telemetry::{TRACEPARENT, traceparent};

/// What is sent beside the body, with the trace where there is one. `now` is in milliseconds since 1970.
pub fn headers(key: &[u8], message: &Outgoing, now: i64) -> HeaderMap {
    let (id, seconds) = (name(message.id), (now / 1_000).to_string());
    let signature = signature(key, &id, &seconds, &message.body);
    let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    let signed = [("webhook-id", id), ("webhook-timestamp", seconds), ("webhook-signature", signature)];
    let trace = traceparent().map(|parent| (TRACEPARENT, parent));
    for (name, value) in signed.into_iter().chain(trace) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers
}

/// The same at each try, so that receivers know a message that they have had.
fn name(id: DeliveryId) -> String {
    format!("msg_{id}")
}

fn signature(key: &[u8], id: &str, seconds: &str, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    let code: [u8; 32] = mac.finalize().into_bytes().into();
    format!("v1,{}", BASE64.encode(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    #[test]
    fn as_others_compute_it() {
        let key = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature = signature(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}");
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
