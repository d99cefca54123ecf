mod client;
mod trace_context;

use std::io;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use futures::StreamExt;
use futures::stream::{self, BoxStream};

use super::{Blob, ByteRange, Content, Key, Storage, StorageError};

pub use client::{S3Credentials, S3Settings};

/// Signing times are rounded down to this, so that a link stays the same for an hour and caches can keep what it names.
const LINK_STEP: Duration = Duration::from_secs(60 * 60);

/// S3 accepts no link that is valid for longer: 7 days.
const LINK_MAX: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Objects in a bucket of Amazon S3, or of anything that speaks its protocol.
#[derive(Debug, Clone)]
pub struct S3Storage {
    client: Client,
    /// Signs for the address under which browsers reach the bucket.
    signer: Client,
    bucket: String,
}

impl S3Storage {
    /// Reads credentials from the settings or from the environment; talks to nobody until the first request.
    pub async fn connect(settings: S3Settings) -> Self {
        let (client, signer) = client::build(&settings).await;
        Self { client, signer, bucket: settings.bucket }
    }

    async fn link(&self, key: &Key, valid_for: Duration, now: SystemTime) -> Result<String, StorageError> {
        let since = now.duration_since(SystemTime::UNIX_EPOCH).map_err(StorageError::unavailable)?;
        let steps = since.as_secs() / LINK_STEP.as_secs();
        let valid_for = valid_for.min(LINK_MAX - LINK_STEP);
        let signing = PresigningConfig::builder()
            .start_time(SystemTime::UNIX_EPOCH + Duration::from_secs(steps * LINK_STEP.as_secs()))
            .expires_in(valid_for + LINK_STEP)
            .build()
            .map_err(StorageError::unavailable)?;
        let request = self
            .signer
            .get_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .response_cache_control(format!("private, max-age={}", valid_for.as_secs()))
            .presigned(signing)
            .await
            .map_err(failed)?;
        Ok(request.uri().to_owned())
    }

    /// Servers disagree about an end that is longer than the object, so its size is asked for first.
    async fn with_known_start(&self, key: &Key, range: ByteRange) -> Result<ByteRange, StorageError> {
        let ByteRange::Last(_) = range else {
            return Ok(range);
        };
        let size = self.size(key).await?;
        let bytes = range.resolve(size).ok_or(StorageError::BadRange { size })?;
        Ok(ByteRange::From(bytes.start))
    }

    async fn size(&self, key: &Key) -> Result<u64, StorageError> {
        let head = self.client.head_object().bucket(&self.bucket).key(key.as_str());
        let size = head.send().await.map_err(failed)?.content_length();
        Ok(size.and_then(|size| size.try_into().ok()).unwrap_or(0))
    }
}

#[async_trait]
impl Storage for S3Storage {
    async fn put(&self, key: &Key, content: Content, content_type: &str) -> Result<(), StorageError> {
        key.check_type(content_type)?;
        let body = match content {
            Content::Bytes(bytes) => ByteStream::from(bytes),
            Content::File(path) => ByteStream::from_path(path).await.map_err(StorageError::unavailable)?,
        };
        let put = self.client.put_object().bucket(&self.bucket).key(key.as_str());
        put.content_type(content_type).body(body).send().await.map_err(failed)?;
        Ok(())
    }

    async fn get(&self, key: &Key, range: Option<ByteRange>) -> Result<Blob, StorageError> {
        let get = self.client.get_object().bucket(&self.bucket).key(key.as_str());
        let asked = match range {
            Some(range) => Some(self.with_known_start(key, range).await?.header()),
            None => None,
        };
        let answer = match get.set_range(asked).send().await {
            Ok(answer) => answer,
            Err(error) if error.code() == Some("InvalidRange") => {
                return Err(StorageError::BadRange { size: self.size(key).await? });
            }
            Err(error) => return Err(failed(error)),
        };
        let length = answer.content_length.and_then(|length| u64::try_from(length).ok());
        let length = length.ok_or_else(|| StorageError::unavailable("an answer without a length"))?;
        let (range, size) = match answer.content_range.as_deref() {
            Some(header) => content_range(header).ok_or_else(|| StorageError::unavailable("an unreadable range"))?,
            None => (0..length, length),
        };
        Ok(Blob {
            size,
            range,
            content_type: answer.content_type.unwrap_or_else(|| key.content_type().to_owned()),
            etag: answer.e_tag,
            stream: chunks(answer.body),
        })
    }

    async fn delete(&self, key: &Key) -> Result<(), StorageError> {
        let delete = self.client.delete_object().bucket(&self.bucket).key(key.as_str());
        match delete.send().await.map_err(failed) {
            Ok(_) | Err(StorageError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn url(&self, key: &Key, valid_for: Duration) -> Option<String> {
        let link = self.link(key, valid_for, SystemTime::now()).await;
        link.inspect_err(|error| tracing::warn!(%error, "a link could not be signed")).ok()
    }

    /// Asks for the bucket; the credentials need `s3:ListBucket`.
    async fn healthy(&self) -> Result<(), StorageError> {
        let head = self.client.head_bucket().bucket(&self.bucket);
        match head.send().await.map_err(failed) {
            Ok(_) => Ok(()),
            Err(StorageError::NotFound) => Err(StorageError::unavailable("there is no such bucket")),
            Err(error) => Err(error),
        }
    }
}

fn failed<E, R>(error: SdkError<E, R>) -> StorageError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    match error.code() {
        Some("NoSuchKey" | "NotFound") => StorageError::NotFound,
        _ => StorageError::unavailable(DisplayErrorContext(error).to_string()),
    }
}

/// `bytes 2-4/10` → the range, end exclusive, and the size of the whole.
fn content_range(header: &str) -> Option<(std::ops::Range<u64>, u64)> {
    let (range, size) = header.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let end = last.parse::<u64>().ok()?.checked_add(1)?;
    Some((first.parse().ok()?..end, size.parse().ok()?))
}

fn chunks(body: ByteStream) -> BoxStream<'static, io::Result<bytes::Bytes>> {
    stream::try_unfold(body, |mut body| async move {
        let chunk = body.try_next().await.map_err(io::Error::other)?;
        Ok(chunk.map(|chunk| (chunk, body)))
    })
    .boxed()
}

#[cfg(test)]
mod tests;
