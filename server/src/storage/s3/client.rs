use std::fmt;
use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::{
    Builder, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation, SharedHttpClient,
};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

use super::trace_context::TraceContext;

/// A server that does not accept a connection within this is down.
const CONNECT: Duration = Duration::from_secs(3);

/// One try, up to the first byte of the answer; enough for 20 MB upwards at 5 Mbit/s.
const ATTEMPT: Duration = Duration::from_secs(40);

/// All that belongs to one request, such as asking for credentials.
const OPERATION: Duration = Duration::from_secs(100);

/// Where the bucket is and who asks.
#[derive(Debug, Clone)]
pub struct S3Settings {
    pub bucket: String,
    /// `us-east-1` does for most servers that are not Amazon's.
    pub region: String,
    /// Base address of a server that is not Amazon's, such as `http://127.0.0.1:9000`.
    pub endpoint: Option<String>,
    /// Base address for browsers, where it is not that of `endpoint`.
    pub public_endpoint: Option<String>,
    /// `host/bucket/key` in place of `bucket.host/key`; most servers that are not Amazon's need it.
    pub path_style: bool,
    /// `None`: environment, shared files, web identity, container or machine role, in that order.
    pub credentials: Option<S3Credentials>,
}

#[derive(Clone)]
pub struct S3Credentials {
    pub access_key_id: String,
    pub secret_access_key: String,
}

impl fmt::Debug for S3Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Credentials").finish_non_exhaustive()
    }
}

/// The client that reads and writes, and the one that signs links for browsers.
pub(super) async fn build(settings: &S3Settings) -> (Client, Client) {
    let shared = shared(settings).await;
    let client = |endpoint: Option<&String>| {
        let mut config = Builder::from(&shared)
            .force_path_style(settings.path_style)
            // Checksum trailers are Amazon's own and fail elsewhere; TLS guards the way.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .interceptor(TraceContext);
        config.set_endpoint_url(endpoint.cloned());
        Client::from_conf(config.build())
    };
    let endpoint = settings.endpoint.as_ref();
    (client(endpoint), client(settings.public_endpoint.as_ref().or(endpoint)))
}

async fn shared(settings: &S3Settings) -> aws_config::SdkConfig {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(ATTEMPT)
        .operation_timeout(OPERATION)
        .build();
    let loader = aws_config::defaults(BehaviorVersion::v2026_01_12())
        .http_client(https())
        .region(Region::new(settings.region.clone()))
        .timeout_config(timeouts)
        // Who waits for how long is said in one place: by the patient storage around this one.
        .retry_config(RetryConfig::disabled());
    match &settings.credentials {
        Some(given) => {
            let (id, secret) = (&given.access_key_id, &given.secret_access_key);
            let given = Credentials::new(id, secret, None, None, "settings");
            loader.credentials_provider(given).load().await
        }
        None => loader.load().await,
    }
}

fn https() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
}
