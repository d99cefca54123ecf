//! How many calls a token has left, as `RateLimit` and `RateLimit-Policy` tell it (draft-ietf-httpapi-ratelimit-headers).

use axum::{
    http::{HeaderName, HeaderValue},
    response::Response,
};

/// The state of a token after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Calls within a minute.
    pub per_minute: u32,
    pub left: u32,
    /// Seconds until a call may be made, if none is left.
    pub wait: u64,
}

const NAME: &str = "\"token\"";

/// Adds the headers.
pub fn tell(mut response: Response, limit: &Limit) -> Response {
    let headers = response.headers_mut();
    let Limit { per_minute, left, wait } = limit;
    // Calls come back evenly, all of them within a minute.
    let reset = if *left == 0 { *wait } else { u64::from(per_minute - left) * 60 / u64::from(*per_minute) };
    for (name, value) in [
        ("ratelimit-policy", format!("{NAME};q={per_minute};w=60")),
        ("ratelimit", format!("{NAME};r={left};t={reset}")),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn headers() {
        let told = |limit: Limit| {
            let response = tell(Response::new(Body::empty()), &limit);
            let text = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
            (text("ratelimit-policy"), text("ratelimit"))
        };
        let (policy, rest) = told(Limit { per_minute: 600, left: 540, wait: 0 });
        assert_eq!((policy.as_str(), rest.as_str()), ("\"token\";q=600;w=60", "\"token\";r=540;t=6"));
        assert_eq!(told(Limit { per_minute: 10, left: 0, wait: 4 }).1, "\"token\";r=0;t=4");
    }
}
