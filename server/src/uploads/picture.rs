//! From an uploaded file to a stored picture.

use std::path::PathBuf;

use app::{
    backend::{
        Ctx,
        pictures::{self, Stored},
    },
    domain::{
        PictureId, Problem,
        picture::{Purpose, Size},
    },
    error::AppError,
};

use crate::{
    imaging::{Made, PictureError, SizeSpec, Source},
    state::AppState,
    storage::{Key, StorageError},
};

/// Why a picture was not kept.
pub enum NotKept {
    Picture(PictureError),
    Storage(StorageError),
    Database(AppError),
}

/// Where a size of a picture is stored.
pub fn key(id: PictureId, size: Size) -> Result<Key, StorageError> {
    Key::new(format!("pictures/{}/{}.jpg", id.0.simple(), size.name()))
}

/// Makes the sizes of a picture, stores them and then notes it. What was stored of a failed one is taken away again.
pub async fn keep(state: &AppState, ctx: &Ctx, purpose: Purpose, upload: PathBuf) -> Result<PictureId, NotKept> {
    let made = state.imager.make(Source::File(upload), sizes(purpose)).await.map_err(NotKept::Picture)?;
    let id = PictureId::new();
    let stored = match store(state, id, &made).await {
        Ok(bytes) => pictures::note(ctx, note(id, purpose, &made, bytes)).await.map_err(NotKept::Database),
        Err(error) => Err(NotKept::Storage(error)),
    };
    match stored {
        Ok(()) => Ok(id),
        Err(error) => {
            if discard(state, id).await.is_err()
                && let Err(error) = pictures::note_leftover(ctx, id).await
            {
                tracing::warn!(%error, picture = %id, "the files of a failed upload stay behind");
            }
            Err(error)
        }
    }
}

/// Deletes all files of a picture.
pub async fn discard(state: &AppState, id: PictureId) -> Result<(), StorageError> {
    for size in Size::ALL {
        state.storage.delete(&key(id, size)?).await?;
    }
    Ok(())
}

fn sizes(purpose: Purpose) -> Vec<SizeSpec> {
    let spec = |size: Size| {
        let edge = u16::try_from(size.edge(purpose)).unwrap_or(u16::MAX);
        match purpose {
            Purpose::Cover | Purpose::Post => SizeSpec::Fit(edge),
            Purpose::Profile => SizeSpec::Square(edge),
        }
    };
    Size::ALL.into_iter().map(spec).collect()
}

/// Stores all sizes and gives the number of their bytes.
async fn store(state: &AppState, id: PictureId, made: &Made) -> Result<u64, StorageError> {
    let mut bytes = 0;
    for (size, rendition) in Size::ALL.into_iter().zip(&made.renditions) {
        bytes += rendition.jpeg.len() as u64;
        state.storage.put(&key(id, size)?, rendition.jpeg.clone().into(), "image/jpeg").await?;
    }
    Ok(bytes)
}

fn note(id: PictureId, purpose: Purpose, made: &Made, bytes: u64) -> Stored {
    let (width, height) = made.renditions.first().map_or((0, 0), |largest| (largest.width, largest.height));
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
