//! From an uploaded file to a stored picture.

use std::path::PathBuf;

use app::{
    backend::{
        Ctx,
        pictures::{self, Stored},
        sweep,
    },
    domain::{
        PictureId, Problem,
        picture::{Purpose, Size},
    },
    error::AppError,
};

use super::originals;
use crate::{
    imaging::{Alpha, Encoding, Made, Order, PictureError, SizeSpec, Source},
    state::AppState,
    storage::{Content, Key, StorageError},
};

/// Why a picture was not kept.
pub enum NotKept {
    Picture(PictureError),
    Storage(StorageError),
    Database(AppError),
}

/// Where a size of a picture is stored that is a JPEG, as most are.
pub fn key(id: PictureId, size: Size) -> Result<Key, StorageError> {
    key_as(id, size, Encoding::Jpeg.extension())
}

/// The same for another format.
pub fn key_as(id: PictureId, size: Size, format: &str) -> Result<Key, StorageError> {
    Key::new(format!("pictures/{}/{}.{format}", id.0.simple(), size.name()))
}

/// Makes the sizes of a picture, stores them and notes it. What was stored of a failed one is taken away again.
pub async fn keep(state: &AppState, ctx: &Ctx, purpose: Purpose, upload: PathBuf) -> Result<PictureId, NotKept> {
    let made = state.imager.make(Source::File(upload), order(state, purpose)).await.map_err(NotKept::Picture)?;
    let id = PictureId::new();
    pictures::expect(ctx, id).await.map_err(NotKept::Database)?;
    let stored = match store(state, id, &made).await {
        Ok(bytes) => {
            let noted = pictures::note(ctx, note(id, purpose, &made, bytes)).await;
            noted.map(|()| bytes).map_err(NotKept::Database)
        }
        Err(error) => Err(NotKept::Storage(error)),
    };
    state.metrics.upload(stored.as_ref().ok().copied());
    match stored {
        Ok(_) => Ok(id),
        Err(error) => {
            if let Err(error) = take_back(state, id).await {
                tracing::warn!(%error, picture = %id, "the files of a failed upload are left to the sweep");
            }
            Err(error)
        }
    }
}

/// A failed upload leaves nothing behind. If its note was written nevertheless, nobody knows its identifier.
async fn take_back(state: &AppState, id: PictureId) -> anyhow::Result<()> {
    discard(state, id).await?;
    sweep::forget_picture(&state.services, id).await?;
    Ok(())
}

/// Deletes all files of a picture, also the one that was sent.
pub async fn discard(state: &AppState, id: PictureId) -> Result<(), StorageError> {
    for size in Size::ALL {
        for encoding in [Encoding::Jpeg, Encoding::WebP] {
            state.storage.delete(&key_as(id, size, encoding.extension())?).await?;
        }
    }
    originals::delete(state.storage.as_ref(), id).await
}

/// The sizes that are made of a picture, unless it has too many pixels.
pub fn order(state: &AppState, purpose: Purpose) -> Order {
    let spec = |size: Size| {
        let edge = u16::try_from(size.edge(purpose)).unwrap_or(u16::MAX);
        match purpose {
            Purpose::Cover | Purpose::Post | Purpose::Photo => SizeSpec::Fit(edge),
            Purpose::Profile => SizeSpec::Square(edge),
        }
    };
    let alpha = if purpose == Purpose::Photo { Alpha::Kept } else { Alpha::OnWhite };
    Order { sizes: Size::ALL.into_iter().map(spec).collect(), alpha, pixels_max: state.uploads.pixels_max }
}

/// Stores all sizes and gives the number of their bytes.
pub async fn store(state: &AppState, id: PictureId, made: &Made) -> Result<u64, StorageError> {
    let mut bytes = 0;
    for (size, rendition) in Size::ALL.into_iter().zip(&made.sizes) {
        bytes += rendition.bytes.len() as u64;
        let key = key_as(id, size, rendition.encoding.extension())?;
        let content = Content::Bytes(rendition.bytes.clone());
        state.storage.put(&key, content, rendition.encoding.media_type()).await?;
    }
    Ok(bytes)
}

fn note(id: PictureId, purpose: Purpose, made: &Made, bytes: u64) -> Stored {
    let (width, height) = made.sizes.first().map_or((0, 0), |largest| (largest.width, largest.height));
    Stored { id, purpose, width, height, bytes }
}

/// What the person who uploaded it is told.
pub fn explain(field: &str, error: NotKept) -> AppError {
    let problem = match error {
        NotKept::Picture(error) => match error {
            PictureError::NotAPicture | PictureError::Unsupported => Problem::NotAPicture,
            PictureError::Heic => Problem::HeicPicture,
            PictureError::TooManyPixels { limit, .. } => {
                Problem::PictureTooManyPixels { megapixels: limit / 1_000_000 }
            }
            PictureError::TooComplex | PictureError::Damaged => Problem::PictureDamaged,
            PictureError::Busy => return AppError::TooMany { seconds: 20 },
            PictureError::Failed => return AppError::Internal,
        },
        NotKept::Storage(StorageError::Full(_)) => return AppError::StorageFull,
        NotKept::Storage(error) => {
            tracing::error!(%error, "a picture cannot be stored");
            return AppError::Unavailable;
        }
        NotKept::Database(error) => return error,
    };
    AppError::field(field, problem)
}
