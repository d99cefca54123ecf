//! Answers: JSON, pages of lists, and what was made.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::Problem;

/// What a handler gives.
pub type Reply = Result<Response, Problem>;

/// Something as it is.
pub fn found(what: impl Serialize) -> Reply {
    Ok(Json(what).into_response())
}

/// Done, and nothing more to say.
pub fn done() -> Reply {
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Something new, and where it is.
pub fn made(path: &str, what: impl Serialize) -> Reply {
    Ok((StatusCode::CREATED, [(header::LOCATION, path.to_owned())], Json(what)).into_response())
}

/// A page of a list. The next one is linked (RFC 8288), with everything else that was asked.
pub fn page(asked: &Uri, next: Option<&str>, what: impl Serialize) -> Reply {
    let mut response = Json(what).into_response();
    let link = next.map(|next| format!("<{}>; rel=\"next\"", with_cursor(asked, next)));
    if let Some(link) = link.and_then(|link| HeaderValue::from_str(&link).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

fn with_cursor(asked: &Uri, next: &str) -> String {
    let pairs = form_urlencoded::parse(asked.query().unwrap_or_default().as_bytes());
    let others = pairs.filter(|(name, _)| name != "after");
    let query =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(others).append_pair("after", next).finish();
    format!("{}?{query}", asked.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_asks_for_the_same() {
        let asked: Uri = "/api/v1/parties?tab=past&after=x&q=a%20b".parse().unwrap();
        assert_eq!(with_cursor(&asked, "17.é"), "/api/v1/parties?tab=past&q=a+b&after=17.%C3%A9");
    }
}
