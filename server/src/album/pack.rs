//! Many photos in one archive, read from the storage while it is sent.

use anyhow::Result;
use app::{backend::album::Packing, error::AppError};
use axum::body::Body;

use super::{Content, File, open};
use crate::{
    archive::{self, Archive},
    state::AppState,
};

/// The archive as a body.
pub fn body(state: AppState, packing: Packing) -> Body {
    archive::body(|archive| fill(state, packing, archive))
}

async fn fill(state: AppState, mut packing: Packing, mut archive: Archive) -> Result<Archive> {
    loop {
        let photos = packing.next().await?;
        if photos.is_empty() {
            return Ok(archive);
        }
        for packed in photos {
            let File { name, content } = match open(&state, &packed).await {
                Ok(file) => file,
                // It was removed meanwhile.
                Err(AppError::NotFound) => continue,
                Err(error) => return Err(error.into()),
            };
            match content {
                Content::Bytes(bytes) => archive.add(&name, packed.taken_at, bytes).await?,
                Content::Blob(blob) => archive.add_blob(&name, packed.taken_at, blob).await?,
            }
        }
    }
}
