//! From a request down to the statements, over OTLP.

use std::sync::Arc;

use axum::{body::Body, http::Method};
use opentelemetry_proto::tonic::trace::v1::{Span, span::SpanKind};
use server::storage::{Key, S3Credentials, S3Settings, S3Storage, Storage, TracedStorage};

use super::Watched;
use crate::support::{Receiver, a_guest, a_party, a_person, invite, jpeg, send_post_with};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn named<'a>(spans: &'a [Span], name: &str) -> Vec<&'a Span> {
    spans.iter().filter(|span| span.name == name).collect()
}

/// The first of this name.
fn the<'a>(spans: &'a [Span], name: &str) -> &'a Span {
    let all: Vec<_> = spans.iter().map(|span| span.name.as_str()).collect();
    spans.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("no {name} among {all:?}"))
}

#[tokio::test]
async fn requests_are_traced_down_to_the_statement() {
    let watched = Watched::start().await;
    let mut host = a_person(&watched.site, "hanna").await.browser;
    let party = a_party().by(&mut host).await;
    let request = host.request(Method::GET, &format!("/p/{party}"));
    let request = request.header("traceparent", format!("00-{TRACE}-{PARENT}-01"));
    host.send(request.body(Body::empty()).expect("a request")).await.is(200);
    let (logs, collector) = watched.end().await;
    let spans = collector.spans();

    let page = the(&spans, "GET /p/{party}");
    assert_eq!((hex(&page.trace_id), hex(&page.parent_span_id)), (TRACE.to_owned(), PARENT.to_owned()));
    assert_eq!(page.kind, SpanKind::Server as i32);
    let keys: Vec<_> = page.attributes.iter().map(|attribute| attribute.key.as_str()).collect();
    for key in ["http.route", "http.request.method", "http.response.status_code"] {
        assert!(keys.contains(&key), "{keys:?}");
    }
    let mine: Vec<_> = spans.iter().filter(|span| span.trace_id == page.trace_id).collect();
    let use_case = mine.iter().find(|span| span.name.starts_with("app::api::")).expect("a use-case");
    assert_eq!(use_case.parent_span_id, page.span_id);
    let statement = mine.iter().find(|span| span.name == "SELECT" && span.parent_span_id == use_case.span_id);
    let statement = statement.expect("a statement of the use-case");
    assert!(statement.end_time_unix_nano >= statement.start_time_unix_nano && statement.start_time_unix_nano > 0);

    let line = logs.lines().find(|line| line.contains(TRACE)).expect("the log knows the trace");
    let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(line["span"]["trace_id"], TRACE);
}

#[tokio::test]
async fn the_storage_and_jobs_are_traced_too() {
    let watched = Watched::start().await;
    let mut host = a_person(&watched.site, "hanna").await.browser;
    let party = a_party().by(&mut host).await;
    let token = invite(&watched.site, &mut host, party, "Zoe").await.remove(0);
    let mut guest = a_guest(&watched.site, &token).await;
    let picture = jpeg(40, 30);
    let files = [("pictures[0][id]", picture.as_slice())];
    send_post_with(&mut guest, party, &[("text", "Look")], &files).await.is(303);
    server::jobs::drain(&watched.site.state).await.expect("jobs");
    let (_, collector) = watched.end().await;
    let spans = collector.spans();
    let upload = the(&spans, "POST /api/board/add");
    let put = named(&spans, "storage put");
    assert_eq!(put.len(), 3, "a file for each size");
    assert!(put.iter().all(|span| span.trace_id == upload.trace_id));
    let job = the(&spans, "notify");
    assert!(spans.iter().any(|span| span.parent_span_id == job.span_id), "its statements belong to it");
}

/// A bucket at a server that takes whatever comes.
async fn bucket(receiver: &Receiver) -> TracedStorage {
    let settings = S3Settings {
        bucket: "soiree".to_owned(),
        region: "us-east-1".to_owned(),
        endpoint: Some(receiver.url.trim_end_matches("/hook").to_owned()),
        public_endpoint: None,
        path_style: true,
        credentials: Some(S3Credentials { access_key_id: "key".to_owned(), secret_access_key: "secret".to_owned() }),
    };
    TracedStorage(Arc::new(S3Storage::connect(settings).await))
}

#[tokio::test]
async fn others_are_told_the_trace() {
    let watched = Watched::start().await;
    let receiver = Receiver::new().await;
    let mut host = a_person(&watched.site, "hanna").await.browser;
    let fields = [("url", receiver.url.as_str()), ("answers", "true")];
    host.post("/api/webhooks/add", &fields).await.is(303);
    server::jobs::drain(&watched.site.state).await.expect("jobs");
    let hook = receiver.got().remove(0);
    let key = Key::new("a.jpg").expect("a key");
    let put = bucket(&receiver).await.put(&key, b"pixels".to_vec().into(), "image/jpeg").await;
    put.expect("it is stored");
    let put = receiver.got().remove(0);
    let (_, collector) = watched.end().await;
    let spans = collector.spans();
    for (request, name) in [(&hook, "deliver_webhook"), (&put, "storage put")] {
        let span = the(&spans, name);
        let told = format!("00-{}-{}-01", hex(&span.trace_id), hex(&span.span_id));
        assert_eq!(request.header("traceparent"), told, "{name}");
    }
}
