//! Prepares a photo: from the file as it was sent to its sizes. Only when all of them are stored the photo is shown.
//! Done twice it makes the same again; of a photo that was removed meanwhile nothing stays.

use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow};
use app::{
    backend::{
        album::{self, Finished, Work},
        jobs::{self, Claimed},
    },
    domain::{PhotoId, PictureId, album::Failure, geo::Position, picture::Purpose, time::zone},
};
use bytes::Bytes;
use data_encoding::BASE64;
use jiff::tz::TimeZone;
use tokio::time::timeout;

use crate::{
    imaging::{Encoding, Made, PhotoFacts, PictureError, Source, Town},
    state::AppState,
    uploads::{self, originals},
};

/// Nothing here takes longer; it is less than a job may take, so that what becomes of the photo can still be noted.
const LONGEST: Duration = Duration::from_secs(40);

/// Why a photo did not get ready.
enum Trouble {
    /// It never will.
    Photo(Failure),
    /// It may when it is tried again.
    Site(Error),
}

impl<E: Into<Error>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Site(error.into())
    }
}

pub async fn run(state: &AppState, claimed: &Claimed, photo: PhotoId, picture: PictureId) -> Result<()> {
    match album::begin(&state.services, photo, picture).await? {
        Some(work) => prepare(state, claimed, &work, picture).await?,
        None => forget_if_gone(state, photo, picture).await?,
    }
    jobs::done(state.services.db.write(), claimed).await?;
    Ok(())
}

async fn prepare(state: &AppState, claimed: &Claimed, work: &Work, picture: PictureId) -> Result<()> {
    let ctx = state.command_ctx();
    let why = match make(state, work, picture).await {
        Ok(finished) => {
            let original_gone = finished.original_gone;
            if !album::ready(&ctx, work.photo, picture, finished).await? {
                uploads::discard(state, picture).await?;
            } else if original_gone {
                originals::delete(state.storage.as_ref(), picture).await?;
            }
            return Ok(());
        }
        Err(Trouble::Photo(why)) => why,
        Err(Trouble::Site(error)) if claimed.is_last_try() => {
            tracing::error!(error = format!("{error:#}"), photo = %work.photo, "a photo cannot be prepared");
            Failure::Unavailable
        }
        Err(Trouble::Site(error)) => {
            album::put_back(&state.services, work.photo, picture).await?;
            return Err(error);
        }
    };
    album::failed(&ctx, work.photo, picture, why).await?;
    Ok(())
}

/// The photo may be ready already; where it is gone, what was stored of it goes too, and so does the file that was sent
/// where that shall not be kept and could not be deleted before.
async fn forget_if_gone(state: &AppState, photo: PhotoId, picture: PictureId) -> Result<()> {
    match album::keeps_original(&state.services, photo, picture).await? {
        None => uploads::discard(state, picture).await?,
        Some(false) => originals::delete(state.storage.as_ref(), picture).await?,
        Some(true) => {}
    }
    Ok(())
}

async fn make(state: &AppState, work: &Work, picture: PictureId) -> Result<Finished, Trouble> {
    let made = timeout(LONGEST, make_all(state, work, picture)).await;
    made.unwrap_or_else(|_| Err(Trouble::Site(anyhow!("it took longer than {LONGEST:?}"))))
}

async fn make_all(state: &AppState, work: &Work, picture: PictureId) -> Result<Finished, Trouble> {
    let source = Source::Bytes(fetch(state, picture).await?);
    let made = state.photos.make(source, uploads::order(state, Purpose::Photo)).await.map_err(trouble)?;
    let bytes = uploads::store(state, picture, &made).await?;
    Ok(Finished { original_gone: !state.uploads.keep_originals, ..finished(work, &made, bytes) })
}

/// The file as it was sent.
async fn fetch(state: &AppState, picture: PictureId) -> Result<Bytes> {
    let blob = originals::open(state.storage.as_ref(), picture).await.context("the file of a photo")?;
    originals::whole(blob).await
}

fn trouble(error: PictureError) -> Trouble {
    match error {
        PictureError::NotAPicture | PictureError::Unsupported => Trouble::Photo(Failure::NotAPicture),
        PictureError::Heic => Trouble::Photo(Failure::Heic),
        PictureError::TooManyPixels { .. } | PictureError::TooComplex => Trouble::Photo(Failure::TooLarge),
        PictureError::Damaged => Trouble::Photo(Failure::Damaged),
        PictureError::Busy | PictureError::Failed => Trouble::Site(error.into()),
    }
}

/// What the album keeps of a photo and its camera.
fn finished(work: &Work, made: &Made, bytes: u64) -> Finished {
    let (width, height) = made.sizes.first().map_or((0, 0), |largest| (largest.width, largest.height));
    let PhotoFacts { offset_minutes, camera, lens, exposure, position, .. } = made.facts.clone();
    Finished {
        width,
        height,
        bytes,
        format: made.sizes.first().map_or(Encoding::Jpeg, |largest| largest.encoding).extension().to_owned(),
        thumbhash: BASE64.encode(&made.thumbhash),
        taken_at: made.facts.taken_at(&zone(&work.time_zone).unwrap_or(TimeZone::UTC)),
        taken_offset: offset_minutes,
        camera: camera.unwrap_or_default(),
        lens: lens.unwrap_or_default(),
        exposure: exposure.unwrap_or_default(),
        place: position
            .and_then(Town::nearest)
            .map(|town| format!("{}, {}", town.name, town.country))
            .unwrap_or_default(),
        position: position.map(|position| Position { latitude: position.latitude, longitude: position.longitude }),
        original_gone: false,
    }
}
