use super::*;
use crate::storage::contract;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn settings(endpoint: &str, bucket: &str) -> S3Settings {
    let variable = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    S3Settings {
        bucket: bucket.to_owned(),
        region: "us-east-1".to_owned(),
        endpoint: Some(endpoint.to_owned()),
        public_endpoint: None,
        path_style: true,
        credentials: Some(S3Credentials {
            access_key_id: variable("SOIREE_TEST_S3_ACCESS_KEY", "test"),
            secret_access_key: variable("SOIREE_TEST_S3_SECRET_KEY", "secret"),
        }),
    }
}

/// A real server; without one the test is skipped, visibly.
async fn server() -> Option<S3Storage> {
    let Ok(endpoint) = std::env::var("SOIREE_TEST_S3_ENDPOINT") else {
        eprintln!("skipped: SOIREE_TEST_S3_ENDPOINT is not set");
        return None;
    };
    let bucket = std::env::var("SOIREE_TEST_S3_BUCKET").unwrap_or_else(|_| "soiree-test".to_owned());
    let storage = S3Storage::connect(settings(&endpoint, &bucket)).await;
    if storage.healthy().await.is_err() {
        storage.client.create_bucket().bucket(&bucket).send().await.unwrap();
    }
    Some(storage)
}

#[tokio::test]
async fn keeps_the_contract() {
    if let Some(storage) = server().await {
        contract::check(&storage).await;
    }
}

#[tokio::test]
async fn a_link_opens_the_file_without_credentials() {
    let Some(storage) = server().await else { return };
    let key = Key::new(format!("links/{}.jpg", std::process::id())).unwrap();
    storage.put(&key, b"pixels".to_vec().into(), "image/jpeg").await.unwrap();
    let url = storage.url(&key, Duration::from_secs(60)).await.unwrap();
    let answer = fetch(&url).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("pixels"), "{answer}");
    let forged = fetch(&url.replace("X-Amz-Expires=", "X-Amz-Expires=1")).await;
    assert!(forged.starts_with("HTTP/1.1 403"), "{forged}");
    storage.delete(&key).await.unwrap();
}

#[tokio::test]
async fn a_missing_bucket_is_not_healthy() {
    let Some(storage) = server().await else { return };
    let nowhere = S3Storage { bucket: "absent".to_owned(), ..storage };
    assert!(matches!(nowhere.healthy().await, Err(StorageError::Unavailable(_))));
}

#[tokio::test]
async fn a_dead_server_is_unavailable_soon() {
    let storage = S3Storage::connect(settings("http://127.0.0.1:9", "none")).await;
    let started = std::time::Instant::now();
    assert!(matches!(storage.healthy().await, Err(StorageError::Unavailable(_))));
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn a_link_stays_the_same_for_an_hour() {
    let storage = S3Storage::connect(settings("http://files.example", "party")).await;
    let key = Key::new("a/b.jpg").unwrap();
    let hour = SystemTime::UNIX_EPOCH + LINK_STEP * 500_000;
    let at = async |late: u64| {
        let now = hour + Duration::from_millis(late);
        storage.link(&key, Duration::from_secs(7200), now).await.unwrap()
    };
    let first = at(0).await;
    assert!(first.starts_with("http://files.example/party/a/b.jpg?"), "{first}");
    assert!(first.contains("X-Amz-Expires=10800"), "{first}");
    assert_eq!(first, at(3_599_999).await);
    assert_ne!(first, at(3_600_000).await);
}

#[tokio::test]
async fn browsers_get_the_public_address() {
    let mut settings = settings("http://127.0.0.1:9", "party");
    settings.public_endpoint = Some("https://files.example".to_owned());
    let storage = S3Storage::connect(settings).await;
    let key = Key::new("a.jpg").unwrap();
    let url = storage.url(&key, Duration::MAX).await.unwrap();
    assert!(url.starts_with("https://files.example/party/a.jpg?"), "{url}");
    assert!(url.contains("X-Amz-Expires=604800"), "{url}");
}

#[test]
fn secrets_are_not_printed() {
    let text = format!("{:?}", settings("http://127.0.0.1:9", "party"));
    assert!(!text.contains("secret\""), "{text}");
}

#[test]
fn content_ranges() {
    assert_eq!(content_range("bytes 2-4/10"), Some((2..5, 10)));
    assert_eq!(content_range("bytes */10"), None);
    assert_eq!(content_range("2-4/10"), None);
}

async fn fetch(url: &str) -> String {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
