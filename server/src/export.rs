//! `/settings/export.zip`: all my data in one file, made while it is sent. Neither memory nor disk holds the whole.

use anyhow::{Context, Result};
use app::{
    backend::{
        Ctx,
        accounts::export::{self, Part, Plan},
    },
    domain::{PictureId, picture::Size, time::Millis},
    error::AppError,
};
use axum::{
    extract::{Extension, Request, State},
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    archive::{self, Archive},
    imaging::Encoding,
    pages,
    state::AppState,
    storage::{Blob, StorageError},
    uploads::{key_as, originals},
};

/// Sends the file. What goes wrong after its beginning cuts it off, which browsers tell.
pub async fn show(State(state): State<AppState>, Extension(ctx): Extension<Ctx>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let plan = match export::plan(&ctx).await {
        Ok(plan) => plan,
        Err(error) => return pages::error(&state, parts, error).await,
    };
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"soiree.zip\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (headers, archive::body(|archive| fill(state, ctx, plan, archive))).into_response()
}

async fn fill(state: AppState, ctx: Ctx, plan: Plan, archive: Archive) -> Result<Archive> {
    let mut export = Export { at: ctx.now(), state, archive };
    for part in Part::ALL {
        export.archive.add(part.file(), export.at, export::part(&ctx, part).await?).await?;
    }
    for party in plan.parties {
        // A party that is gone by now has no guests.
        let guests = match export::guest_list(&ctx, party).await {
            Err(AppError::NotFound | AppError::Forbidden) => continue,
            guests => guests?,
        };
        export.archive.add(&format!("guests/{party}.csv"), export.at, guests).await?;
    }
    for picture in plan.pictures {
        export.add_picture(picture).await.with_context(|| format!("picture {picture}"))?;
    }
    for (photo, ending) in plan.photos {
        export.add_photo(photo, ending.as_deref()).await.with_context(|| format!("photo {photo}"))?;
    }
    Ok(export.archive)
}

/// The file as far as it is made.
struct Export {
    state: AppState,
    at: Millis,
    archive: Archive,
}

impl Export {
    /// The largest size that is kept.
    async fn add_picture(&mut self, picture: PictureId) -> Result<()> {
        for encoding in [Encoding::Jpeg, Encoding::WebP] {
            let ending = encoding.extension();
            let file = self.state.storage.get(&key_as(picture, Size::Large, ending)?, None).await;
            if self.add(file, &format!("pictures/{picture}.{ending}")).await? {
                break;
            }
        }
        Ok(())
    }

    /// A photo of an album as it was sent, or else its largest size.
    async fn add_photo(&mut self, photo: PictureId, ending: Option<&str>) -> Result<()> {
        if let Some(ending) = ending {
            let file = originals::open(self.state.storage.as_ref(), photo).await;
            if self.add(file, &format!("photos/{photo}.{ending}")).await? {
                return Ok(());
            }
        }
        self.add_picture(photo).await
    }

    /// Adds a file under a name. One that was deleted meanwhile is left out: then this is `false`.
    async fn add(&mut self, file: Result<Blob, StorageError>, name: &str) -> Result<bool> {
        let blob = match file {
            Err(StorageError::NotFound) => return Ok(false),
            blob => blob?,
        };
        self.archive.add_blob(name, self.at, blob).await?;
        Ok(true)
    }
}
