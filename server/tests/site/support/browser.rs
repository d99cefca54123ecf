//! A browser without JavaScript: cookies, forms, redirects.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header},
};
use tower::ServiceExt;
use uuid::Uuid;

/// A visitor with their cookies.
#[derive(Clone)]
pub struct Browser {
    pub router: Router,
    pub cookies: BTreeMap<String, String>,
}

/// A response.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Page {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The page's text says so; otherwise the test fails and shows the page.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "the page does not say {text:?} ({}):\n{}", self.status, self.text());
        self
    }

    #[track_caller]
    pub fn says_not(&self, text: &str) -> &Self {
        assert!(!self.text().contains(text), "the page says {text:?} ({}):\n{}", self.status, self.text());
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new() }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(self.request(Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    /// Posts a form from a page, with a fresh key, as a browser does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_with_key(path, &Uuid::now_v7().to_string(), fields).await
    }

    /// Posts a form whose key is given, to post it again.
    pub async fn post_with_key(&mut self, path: &str, key: &str, fields: &[(&str, &str)]) -> Page {
        let form = urlencoded(key, fields);
        let request = self.change(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form)).expect("a request")).await
    }

    /// Calls a server function as programs do: it answers in JSON.
    pub async fn call(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = self.change(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let headers = request.headers_mut().expect("a request");
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        self.send(request.body(Body::from(form)).expect("a request")).await
    }

    /// Posts a form with a file.
    pub async fn post_file(&mut self, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Page {
        self.post_parts(path, fields, &[(name, "picture.jpg", file)]).await
    }

    /// Posts a form with several files; of those that are empty nothing was chosen.
    pub async fn post_files(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
        let named = |file: &[u8]| if file.is_empty() { "" } else { "picture.jpg" };
        let files: Vec<_> = files.iter().map(|(name, file)| (*name, named(file), *file)).collect();
        self.post_parts(path, fields, &files).await
    }

    /// Posts a form with a file as scripts do: it is answered in JSON.
    pub async fn call_with_file(&mut self, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Page {
        let mut request = self.parts(path, fields, &[(name, "picture.jpg", file)]);
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        self.send(request).await
    }

    /// Posts a form with a file of this name.
    pub async fn post_named(&mut self, path: &str, fields: &[(&str, &str)], name: &str, file: (&str, &[u8])) -> Page {
        self.post_parts(path, fields, &[(name, file.0, file.1)]).await
    }

    /// Posts a form in which no file was chosen: browsers send an empty part without a name.
    pub async fn post_nothing_chosen(&mut self, path: &str, fields: &[(&str, &str)], name: &str) -> Page {
        self.post_parts(path, fields, &[(name, "", b"")]).await
    }

    /// Files have the name of their field, a name of their own, and content.
    async fn post_parts(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        let request = self.parts(path, fields, files);
        self.send(request).await
    }

    fn parts(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Request<Body> {
        let (kind, body) = form_with(fields, files);
        let request = self.change(path).header(header::CONTENT_TYPE, kind);
        request.body(streamed(&body)).expect("a request")
    }

    /// A changing request from a page of the site.
    pub fn change(&self, path: &str) -> axum::http::request::Builder {
        self.request(Method::POST, path).header("origin", "http://soiree.test").header("sec-fetch-site", "same-origin")
    }

    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header(header::ACCEPT, "text/html");
        let request =
            request.header(header::HOST, "soiree.test").header(header::USER_AGENT, "Test/1.0 (Linux) Firefox/150");
        if cookies.is_empty() { request } else { request.header(header::COOKIE, cookies.join("; ")) }
    }

    /// Sends a request, keeps its cookies, and checks what holds for every response.
    pub async fn send(&mut self, request: Request<Body>) -> Page {
        let what = format!("{} {}", request.method(), request.uri());
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        // Streams have no end.
        let endless = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if endless { Body::empty() } else { body };
        let bytes = to_bytes(body, usize::MAX).await.expect("a complete body").to_vec();
        let page = Page { status: parts.status, headers: parts.headers, bytes };
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{what}");
        if page.header("content-type").starts_with("text/html") {
            assert!(page.bytes.ends_with(b"</html>"), "{what} is cut off: {}", page.text());
            assert_eq!(page.header("content-length"), page.bytes.len().to_string(), "{what}");
        }
        for cookie in page.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("a readable cookie"));
        }
        page
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').expect("a cookie has a name");
        if attributes.contains("Max-Age=0") || value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Follows a redirect.
    pub async fn follow(&mut self, page: &Page) -> Page {
        page.is(303);
        let location = page.location().to_owned();
        self.get(&location).await
    }
}

fn urlencoded(key: &str, fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair("_key", key).extend_pairs(fields).finish()
}

/// A form with files, and its content type. Files have the name of their field, a name of their own, and content.
pub fn form_with(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> (String, Vec<u8>) {
    let edge = "edge-of-the-part";
    let part = |name: &str| format!("--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"");
    let mut body = Vec::<u8>::new();
    for (field, value) in fields {
        body.extend(format!("{}\r\n\r\n{value}\r\n", part(field)).bytes());
    }
    for (name, file_name, file) in files {
        let kind = if file_name.is_empty() { "application/octet-stream" } else { "image/jpeg" };
        let head = format!("{}; filename=\"{file_name}\"\r\nContent-Type: {kind}\r\n\r\n", part(name));
        body.extend(head.bytes());
        body.extend_from_slice(file);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{edge}--\r\n").bytes());
    (format!("multipart/form-data; boundary={edge}"), body)
}

/// As a body comes over the network: piece by piece.
fn streamed(body: &[u8]) -> Body {
    let pieces: Vec<_> = body.chunks(16_384).map(|piece| Ok::<_, std::convert::Infallible>(piece.to_vec())).collect();
    Body::from_stream(futures::stream::iter(pieces))
}
