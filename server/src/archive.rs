//! Many files in one ZIP archive, made while it is sent: neither memory nor disk holds the whole.

mod zip;

use std::io;

use anyhow::{Context, Result, ensure};
use app::domain::time::Millis;
use axum::body::Body;
use bytes::Bytes;
use futures::{TryStreamExt, stream::unfold};
use tokio::sync::mpsc::{Sender, channel};

use self::zip::Zip;
use crate::storage::Blob;

/// Pieces that wait to be sent.
const WAITING: usize = 4;
/// Smaller files are read as a whole, so that their checksum stands before them, as some readers like it: 4 MiB.
const SMALL: u64 = 4 << 20;

type Piece = io::Result<Bytes>;

/// Nobody waits for the rest.
#[derive(Debug, thiserror::Error)]
#[error("the download was stopped")]
struct Left;

/// An archive whose beginning is sent already.
pub struct Archive {
    zip: Zip,
    out: Sender<Piece>,
}

/// An archive as a body, while `fill` adds the files. Whoever leaves ends it; what goes wrong in the middle breaks it
/// off, so that nobody takes a part for the whole.
pub fn body<F>(fill: impl FnOnce(Archive) -> F) -> Body
where
    F: Future<Output = Result<Archive>> + Send + 'static,
{
    let (out, received) = channel::<Piece>(WAITING);
    let filled = fill(Archive { zip: Zip::default(), out: out.clone() });
    tokio::spawn(async move {
        let ended = match filled.await {
            Ok(archive) => archive.finish().await,
            Err(error) => Err(error),
        };
        if let Err(error) = ended
            && !error.is::<Left>()
        {
            tracing::warn!(error = format!("{error:#}"), "an archive breaks off");
            let _ = out.send(Err(io::Error::other("the archive breaks off"))).await;
        }
    });
    Body::from_stream(unfold(received, |mut received| async move { Some((received.recv().await?, received)) }))
}

impl Archive {
    /// Adds a file that is there completely.
    pub async fn add(&mut self, name: &str, at: Millis, bytes: impl Into<Bytes>) -> Result<()> {
        let bytes = bytes.into();
        let head = self.zip.whole(name, at, &bytes);
        send(&self.out, head).await?;
        send(&self.out, bytes).await
    }

    /// Adds a file of the storage.
    pub async fn add_blob(&mut self, name: &str, at: Millis, blob: Blob) -> Result<()> {
        let (size, mut pieces) = (blob.size, blob.stream);
        if size <= SMALL {
            let mut whole = Vec::with_capacity(usize::try_from(size)?);
            while let Some(piece) = pieces.try_next().await? {
                whole.extend_from_slice(&piece);
            }
            ensure!(whole.len() as u64 == size, "a file is not as long as the storage says");
            return self.add(name, at, whole).await;
        }
        let (head, mut open) = self.zip.begin(name, at, size);
        send(&self.out, head).await?;
        while let Some(piece) = pieces.try_next().await? {
            open.note(&piece);
            send(&self.out, piece).await?;
        }
        let end = self.zip.end(open).context("a file is not as long as the storage says")?;
        send(&self.out, end).await
    }

    async fn finish(self) -> Result<()> {
        for piece in self.zip.finish() {
            send(&self.out, piece).await?;
        }
        Ok(())
    }
}

async fn send(out: &Sender<Piece>, piece: impl Into<Bytes>) -> Result<()> {
    out.send(Ok(piece.into())).await.map_err(|_| Left)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use futures::{StreamExt, stream::iter};

    use super::*;

    const MEGABYTE: u64 = 1 << 20;

    /// An archive with one file that shall have so many megabytes, and of which the storage sends so many.
    async fn sent(told: u64, kept: usize) -> Result<Bytes, axum::Error> {
        let pieces: Vec<Piece> = (0..kept).map(|_| Ok(Bytes::from(vec![7; 1 << 20]))).collect();
        let size = told * MEGABYTE;
        let (content_type, stream) = ("image/jpeg".to_owned(), iter(pieces).boxed());
        let blob = Blob { size, range: 0..size, content_type, etag: None, stream };
        let body = body(|mut archive| async move {
            archive.add_blob("a.jpg", 0, blob).await?;
            Ok(archive)
        });
        to_bytes(body, usize::MAX).await
    }

    #[tokio::test]
    async fn what_is_not_whole_does_not_look_whole() {
        for megabytes in [1, 5] {
            let whole = sent(megabytes, megabytes as usize).await.unwrap();
            assert_eq!(whole[whole.len() - 22..][..4], *b"PK\x05\x06");
            assert!(whole.len() as u64 > megabytes * MEGABYTE);
            assert!(sent(megabytes, 0).await.is_err() && sent(megabytes, 7).await.is_err());
        }
    }
}
